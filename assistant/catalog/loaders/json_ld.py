"""schema.org in JSON-LD -> records as any shop exports them, for `json_records` to read."""

from collections.abc import Iterator, Mapping
from typing import Any

PRODUCTS = frozenset(["Product", "ProductGroup", "ProductModel", "IndividualProduct", "SomeProducts", "Vehicle", "Car"])
# What a node says of itself, of others, or of a shop's pages, and not of the product.
_SKIPPED = frozenset([
    "aggregateRating", "review", "reviews", "brand", "offers", "hasVariant", "isRelatedTo", "isSimilarTo", "variesBy",
    "potentialAction", "additionalProperty", "mainEntityOfPage", "inProductGroupWithID", "productGroupID", "identifier",
    "isVariantOf", "subjectOf", "logo", "hasGS1DigitalLink", "additionalType", "sameAs", "hasMerchantReturnPolicy",
])  # fmt: skip
_UNITS = {
    "KGM": "kg", "GRM": "g", "LBR": "lb", "ONZ": "oz", "CMT": "cm", "MMT": "mm", "MTR": "m", "INH": "in", "FOT": "ft",
    "LTR": "l", "MLT": "ml", "WTT": "W", "KWT": "kW", "HUR": "h", "MIN": "min", "DAY": "days", "MON": "months",
    "ANN": "years", "CEL": "°C", "P1": "%", "VLT": "V", "AMP": "A", "4L": "MB", "E34": "GB",
}  # fmt: skip
MAX_DEPTH = 6


def is_linked(value: object) -> bool:
    """Whether an object is a node of schema.org and not a record of a shop."""
    return isinstance(value, Mapping) and ("@type" in value or "@graph" in value)


def type_of(node: Mapping[str, Any]) -> str:
    """The type a person would name: "https://schema.org/Order" -> "Order"."""
    stated = node.get("@type", "graph")
    names = [str(name).rpartition("/")[2] for name in (stated if isinstance(stated, list) else [stated])]
    return next((name for name in names if name in PRODUCTS), names[0] if names else "graph")


def product_nodes(value: object, depth: int = 0) -> Iterator[Mapping[str, Any]]:
    """Products a page is about: at the top, in a graph or list, or its main entity; none that an order mentions."""
    if depth > MAX_DEPTH:
        return
    if isinstance(value, list):
        for item in value:
            yield from product_nodes(item, depth + 1)
    elif isinstance(value, Mapping):
        if type_of(value) in PRODUCTS:
            yield value
        for key in ("@graph", "mainEntity", "itemListElement", "item"):
            if key in value:
                yield from product_nodes(value[key], depth + 1)


def record_of(node: Mapping[str, Any]) -> dict[str, Any]:
    """One product as a flat record with `price`, `currency`, `availability` and `variants`."""
    record: dict[str, Any] = {}
    for key, value in node.items():
        if key.startswith("@") or key in _SKIPPED:
            continue
        said = _said(value)
        if said:
            record[key.partition(":")[2] or key] = said
    for stated in _all(node.get("additionalProperty")):
        if stated.get("name") and (said := _said(stated)):
            record[str(stated["name"])] = said
    record |= _offer(node.get("offers"))
    forms = [record_of(form) for form in _all(node.get("hasVariant"))]
    return record | ({"variants": forms} if forms else {})


def _offer(value: object) -> dict[str, str]:
    offer: Mapping[str, Any] = next(_all(value), {})
    priced: dict[str, Any] = {**next(_all(offer.get("priceSpecification")), {}), **offer}
    low, high = priced.get("lowPrice"), priced.get("highPrice")
    price = priced.get("price") or (low if low == high else None)
    stated = {"price": price, "currency": priced.get("priceCurrency"), "availability": priced.get("availability")}
    if low and high and low != high:
        stated = {"price range": f"{low} to {high} {priced.get('priceCurrency', '')}".strip()}
    return {key: str(value) for key, value in stated.items() if value}


def _said(value: object) -> str | list[str]:
    """The value in words: a quantity with its unit, the name of a thing, a list of these."""
    if isinstance(value, list):
        return [text for item in value if isinstance(text := _said(item), str) and text]
    if not isinstance(value, Mapping):
        return "" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
    unit = str(value.get("unitText") or _UNITS.get(str(value.get("unitCode", "")), ""))
    if value.get("minValue") and value.get("maxValue"):
        return f"{value['minValue']} to {value['maxValue']} {unit}".strip()
    amount = value.get("value")
    if amount is not None and not isinstance(amount, Mapping | list):
        return f"{_said(amount)} {unit}".strip()
    return str(value.get("name") or value.get("contentUrl") or value.get("url") or "")


def _all(value: object) -> Iterator[Mapping[str, Any]]:
    for item in value if isinstance(value, list) else [value]:
        if isinstance(item, Mapping):
            yield item
