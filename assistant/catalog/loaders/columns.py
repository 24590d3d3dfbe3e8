"""What a column of a product table means, read from its name as shops write it."""

import re
from collections.abc import Iterable

# A role, and the names it goes by; earlier names win where a table has several.
ROLES: dict[str, tuple[str, ...]] = {
    "name": (
        "name", "title", "product name", "product title", "item name", "model name", "product", "item", "model",
        "bezeichnung", "produktname", "artikelname", "nom", "nombre",
    ),
    "id": (
        "id", "product id", "handle", "url handle", "product handle", "slug", "url key", "item group id",
        "group id",
    ),
    "parent": ("parent", "parent sku", "parent id", "parent product", "variant of"),
    "sku": (
        "sku", "variant sku", "product sku", "item number", "item no", "article number", "article no",
        "part number", "model number", "artikelnummer", "reference",
    ),
    "code": (
        "gtin", "ean", "ean13", "upc", "barcode", "variant barcode", "isbn", "mpn", "asin", "gtin13", "gtin12",
        "gtin14", "gtin8",
    ),
    "category": ("category", "categories", "product category", "product type", "category name", "kategorie"),
    "description": (
        "description", "long description", "product description", "body html", "body", "beschreibung",
    ),
    "summary": ("short description", "summary", "tagline", "subtitle"),
    "price": (
        "price", "regular price", "list price", "unit price", "variant price", "price usd", "price eur",
        "price gbp", "preis", "prix", "precio",
    ),
    "sale price": ("sale price", "special price", "reduced price", "price now"),
    "compare-at price": (
        "compare at price", "compare-at price", "variant compare at price", "original price", "was price",
        "old price", "price before", "price was",
    ),
    "currency": ("currency", "price currency", "currency code"),
    "availability": ("availability", "in stock", "in stock?", "is in stock", "stock status", "available"),
    "stock": (
        "stock", "qty", "quantity", "inventory", "inventory quantity", "variant inventory qty", "stock quantity",
    ),
    "status": ("status", "lifecycle", "product status"),
    "discontinued": ("discontinued", "is discontinued", "eol", "end of life"),
    "aliases": (
        "aliases", "alias", "also known as", "aka", "other names", "nickname", "nicknames", "short name",
    ),
    "variant": ("variant", "variant name", "variant title"),
    "variant id": ("variant id",),
    "image": (
        "image", "images", "image url", "image src", "image link", "product image url", "picture", "photo",
        "base image",
    ),
    "url": ("url", "link", "product url", "permalink"),
    "ignored": (
        "tax status", "sold individually?", "backorders allowed?", "allow customer reviews?",
        "visibility in catalog",
        "is featured?", "shipping class", "low stock amount", "download limit", "download expiry days", "upsells",
        "cross-sells", "grouped products", "external url", "button text", "purchase note", "date sale price starts",
        "date sale price ends", "parent image", "seo title", "seo description", "meta title", "meta description",
        "meta keywords", "tags", "position",
        "published", "active", "created at", "updated at", "visibility", "attribute set", "tax class",
        "tax class name", "vendor", "image alt text", "image position", "store view", "website", "sort order",
        "sort", "row", "index", "#", "brand", "template", "identifier exists", "associated sku", "bundle options",
        "links title", "samples title", "links purchased separately", "attribute set code", "tax class id",
        "gift card", "google product category", "additional image link", "image alt",
    ),
}  # fmt: skip
_ROLE_OF = {name: role for role, names in ROLES.items() for name in names}

# Tables that shops export beside their products: columns that give one away, and what it is.
NOT_PRODUCTS: tuple[tuple[frozenset[str], str], ...] = (
    (frozenset({"linked sku"}), "a list of related products"),
    (frozenset({"review"}), "customer reviews"),
    (frozenset({"rating value"}), "customer reviews"),
    (frozenset({"customer email"}), "orders or wish lists of customers"),
    (frozenset({"email", "password"}), "customer accounts"),
    (frozenset({"firstname", "lastname"}), "customer accounts"),
    (frozenset({"order id"}), "orders"),
    (frozenset({"order number"}), "orders"),
    (frozenset({"conditions serialized"}), "rules of discounts"),
    (frozenset({"coupon code"}), "discount codes"),
    (frozenset({"path", "include in menu"}), "a tree of categories"),
    (frozenset({"block identifier"}), "the layout of pages"),
    (frozenset({"tax rate"}), "tax rules"),
    (frozenset({"tax country id"}), "tax rates"),
    (frozenset({"country", "region", "zip"}), "shipping rates"),
    (frozenset({"link item title"}), "files to download"),
)


def role_of(column: str) -> str | None:
    """The role a column plays, or None for an attribute of the product."""
    name = plain(column)
    return _ROLE_OF.get(name) or _ROLE_OF.get(without_unit(name))


def plain(column: str) -> str:
    """A column's name in lower case, words apart: "Body (HTML)" -> "body html", "isInStock" -> "is in stock"."""
    words = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column) if column[:1].islower() else column
    return re.sub(r"[\s_()\[\]]+", " ", words).strip(" *:").casefold()


def without_unit(name: str) -> str:
    """ "price eur" -> "price": a currency at the end says how the amounts are counted."""
    return re.sub(r" (eur|usd|gbp|chf|€|\$|£)$", "", name)


def currency_in(column: str) -> str | None:
    """The currency a column's name states, as in "Price (USD)"."""
    found = re.search(r"\b(eur|usd|gbp|chf|sek|nok|dkk|pln|jpy|cad|aud|inr)\b|([€$£])", plain(column))
    if found is None:
        return None
    return {"€": "EUR", "$": "USD", "£": "GBP"}.get(found[0], found[0].upper())


def assign(header: Iterable[str]) -> dict[str, str]:
    """Role -> column. Of two columns for one role the better name plays it, the other is an attribute."""
    found: dict[str, str] = {}
    for column in header:
        role = role_of(column)
        if role in (None, "ignored", "image", "code"):
            continue
        if role not in found or _rank(role, column) < _rank(role, found[role]):
            found[role] = column
    return found


def not_products(header: Iterable[str]) -> str | None:
    """What the table is instead, when it is one that shops export beside their products."""
    names = {plain(column) for column in header}
    return next((what for marks, what in NOT_PRODUCTS if marks <= names), None)


def _rank(role: str, column: str) -> int:
    names = ROLES[role]
    name = plain(column)
    return names.index(name) if name in names else len(names)
