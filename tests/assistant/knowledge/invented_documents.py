"""Documents of the invented brand, one of them for staff alone, and its knowledge built from them."""

from assistant.catalog.product import Document, Section, Source
from assistant.config import Brand, BrandSection, ClaimsSection, CompetitorsSection
from assistant.knowledge.knowledge import Knowledge
from tests.assistant.facts.invented import facts

SOURCE = Source("documents/returns.md", 3)
DOCUMENTS = (
    Document(
        "returns",
        "Returns policy",
        "policy",
        (
            Section(
                "Returning an order", "You can return anything within 60 days of delivery. It should be unused.", SOURCE
            ),
            Section(
                "What a return costs",
                "",
                SOURCE,
                (
                    (
                        ("From", "Return label", "Refund arrives within"),
                        ("Germany", "free of charge", "7 days"),
                        ("Norway", "paid by the customer", "14 days"),
                    ),
                ),
            ),
        ),
        SOURCE,
    ),
    Document(
        "shipping",
        "Shipping",
        "policy",
        (Section("Countries", "We deliver within the European Union, to Norway and to Switzerland.", SOURCE),),
        SOURCE,
    ),
    Document(
        "desk",
        "Repair desk handbook",
        "guide",
        (Section("Goodwill", "Goodwill goes up to a repair cost of 40 EUR.", SOURCE),),
        SOURCE,
        access="staff",
    ),
    Document(
        "care",
        "Care guide",
        "guide",
        (Section("Washing the Glacier Down Jacket", "Wash it at 30 °C with a soap made for down.", SOURCE),),
        SOURCE,
    ),
)
BRAND = Brand(
    BrandSection("Fernhill", contact="help@fernhill.example"),
    claims=ClaimsSection(forbidden=("indestructible",), marks=("DryLoft",)),
    competitors=CompetitorsSection(("Big Agnes", "Coleman")),
)


def knowledge() -> Knowledge:
    return Knowledge.build(facts(), DOCUMENTS, BRAND)
