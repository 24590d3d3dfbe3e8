"""`make bench-checker-speed`: load time, memory, answers a second and latency a sentence against growing catalogs.

Catalogs of 1,000, 10,000 and 50,000 invented products go through the project's own types; each size runs in a process
of its own, so that its memory is its own. Answers are made of the catalog: right, wrong, compared, unnamed, refused.
A table, then one JSON object on the last line.
"""

import argparse
import gc
import json
import random
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from typing import Final

from rich.console import Console
from rich.table import Table

from assistant.accuracy.verify import Conversation, Verifier
from assistant.catalog.product import AttributeValue, Catalog, Offer, Product, Source
from assistant.config import Brand, BrandSection
from assistant.facts.aliases import Names
from assistant.facts.derive import derive

SIZES: Final = (1_000, 10_000, 50_000)
KINDS: Final = ("Tent", "Jacket", "Lantern", "Backpack", "Stove", "Bottle", "Boots", "Mat", "Blanket", "Table")
COLOURS: Final = ("Moss", "Slate", "Ember", "Ash", "Clay", "Juniper", "Sand", "Fjord")
MATERIALS: Final = ("recycled nylon", "cotton canvas", "aluminium", "merino wool", "polyester", "steel", "cork")
SYLLABLES: Final = ("bra", "cor", "dun", "fel", "gar", "hol", "jor", "kel", "lor", "mar", "nor", "ost", "pel", "rov",
                    "sil", "tarn", "ulv", "vel", "wren", "zan")  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else None)
    parser.add_argument("--size", type=int, help="measure this one size here and print it")
    parser.add_argument("--answers", type=int, default=3_000)
    given = parser.parse_args()
    if given.size:
        sys.stdout.write(json.dumps(measure(given.size, given.answers)) + "\n")
        return
    found = []
    for size in SIZES:
        command = [sys.executable, "-m", __spec__.name, "--size", str(size), "--answers", str(given.answers)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        found.append(json.loads(done.stdout.splitlines()[-1]))
    show(found)
    sys.stdout.write(json.dumps({"sizes": found}) + "\n")


def measure(size: int, num_answers: int) -> dict[str, float]:
    """Load a catalog of a size, then judge answers and single sentences; times are this process's CPU time."""
    catalog = invented(size)
    gc.collect()
    before, start = _memory_mib(), time.process_time()
    facts = derive(catalog, Brand(BrandSection(name=catalog.brand, currency="EUR")))
    names = Names(facts)
    verifier = Verifier(facts, names, "EUR")
    load_s = time.process_time() - start
    gc.collect()
    memory = _memory_mib() - before
    answers = list(said(catalog, num_answers))
    for question, text in answers[:200]:
        verifier.verify(text, question=question)
    start = time.process_time()
    verdicts = [verifier.verify(text, question=question).verdict for question, text in answers]
    took = time.process_time() - start
    latencies = sorted(_streamed(verifier, answers[: num_answers // 2]))
    return {
        "products": size,
        "facts": len(facts),
        "load_s": round(load_s, 2),
        "memory_mib": round(memory, 1),
        "answers_per_s": round(len(answers) / took),
        "sentence_p50_ms": round(1000 * latencies[len(latencies) // 2], 3),
        "sentence_p99_ms": round(1000 * latencies[int(len(latencies) * 0.99)], 3),
        **{verdict: verdicts.count(verdict) for verdict in ("correct", "wrong", "undecided")},
    }


def _streamed(verifier: Verifier, answers: list[tuple[str, str]]) -> Iterator[float]:
    """CPU seconds of each sentence of a stream, the conversation's state kept."""
    for question, text in answers:
        talk = Conversation()
        for sentence in text.replace(". ", ".\n").splitlines():
            start = time.process_time()
            verifier.verify(sentence, question=question, conversation=talk)
            yield time.process_time() - start


def invented(size: int) -> Catalog:
    """A catalog of a size: families of three models, eleven attributes each, prices, some of them reduced."""
    chance = random.Random(7)
    products = []
    for number in range(size):
        family = number // 3
        name = f"{_word(family)} {number % 3 + 1} {KINDS[family % len(KINDS)]}"
        place = Source("products.csv", number + 2)

        def value(attribute: str, text: str, place: Source = place) -> AttributeValue:
            return AttributeValue(attribute, text, place)

        price = chance.randrange(1_500, 49_900) / 100
        attributes = (
            value("weight", f"{chance.randrange(120, 4_900)} g"),
            value("capacity", f"{chance.randrange(1, 90)} l"),
            value("length", f"{chance.randrange(10, 290)} cm"),
            value("warranty", f"{chance.choice((2, 3, 5, 10))} years"),
            value("material", chance.choice(MATERIALS)),
            value("colour", chance.choice(COLOURS)),
            value("battery life", f"{chance.randrange(4, 90)} h"),
            value("max load", f"{chance.randrange(5, 150)} kg"),
            value("pockets", str(chance.randrange(0, 12))),
            value("waterproof", chance.choice(("yes", "no"))),
            value("protection class", chance.choice(("IPX4", "IP67", "IP68"))),
        )
        before = value("compare_at_price", f"{price + 20:.2f}") if number % 7 == 0 else None
        offer = Offer(value("price", f"{price:.2f}"), before, currency="EUR")
        products.append(
            Product(f"p-{number}", name, place, KINDS[family % len(KINDS)], offer=offer, attributes=attributes)
        )
    return Catalog("Norrland", tuple(products), ())


def _word(number: int) -> str:
    """A name of three or four syllables, another one for every number."""
    syllables = []
    for _ in range(3):
        number, at = divmod(number, len(SYLLABLES))
        syllables.append(SYLLABLES[at])
    return "".join(syllables + ([SYLLABLES[number]] if number else [])).capitalize()


def said(catalog: Catalog, num: int) -> Iterator[tuple[str, str]]:
    """Questions and answers of one to three sentences, as a shop's assistant gives them."""
    chance = random.Random(11)
    for number in range(num):
        product, other = chance.choice(catalog.products), chance.choice(catalog.products)
        stated = {item.name: item.text for item in product.attributes}
        foreign = {item.name: item.text for item in other.attributes}
        price = product.offer.price.text if product.offer and product.offer.price else ""
        name, told = product.name, foreign if number % 4 == 0 else stated
        yield chance.choice(
            (
                (f"How heavy is the {name}?", f"The {name} weighs {told['weight']}. It costs €{price}."),
                (
                    f"Tell me about the {name}.",
                    f"The {name} is made of {told['material']}. It holds {told['capacity']} "
                    f"and comes with a warranty of {told['warranty']}.",
                ),
                ("What do you have?", f"The battery life of the {name} is {told['battery life']}."),
                (f"Is the {name} waterproof?", f"Yes, the {name} is waterproof. Its colour is {told['colour']}."),
                (
                    f"{name} or {other.name}?",
                    f"The {name} is lighter than the {other.name}. The {name} carries "
                    f"{told['max load']}, the {other.name} {foreign['max load']}.",
                ),
                (f"Does the {name} fold?", "Our catalog does not state that. I can tell you about its weight."),
            )
        )


def _memory_mib() -> float:
    """The most memory this process has held; it only grows, so the catalog itself is in the first figure."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def show(found: list[dict[str, float]]) -> None:
    table = Table("measure", *(f"{size['products']:,} products" for size in found), title="speed, one core")
    for name in found[0]:
        table.add_row(name, *(f"{size[name]:,}" for size in found))
    Console(stderr=True).print(table)


if __name__ == "__main__":
    main()
