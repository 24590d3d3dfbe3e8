"""A question -> the context of its prompt: what the catalog states, what it does not, and what was reckoned from it.

Deterministic, and the same for training and serving. The facts asked for come first, then others of the product
and one of a product with a similar name, so that a model learns to read and not to copy the first line.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from assistant.config import Brand
from assistant.facts.aliases import Names
from assistant.facts.facts import Fact, Facts
from assistant.knowledge import compare
from assistant.knowledge.extracts import is_answered, relevant
from assistant.knowledge.index import Hit, Index
from assistant.knowledge.needs import Need
from assistant.knowledge.passages import Passage
from assistant.knowledge.question import POLICY, Asked, Question
from assistant.knowledge.ranges import range_needs
from assistant.knowledge.resolve import resolve
from assistant.knowledge.statements import other_facts, sibling_fact, statements
from assistant.prompt import NOT_STATED, UNKNOWN_PRODUCT, Context, Extract, Line, Message

MAX_LINES = 14
MAX_WORDS = 40  # of one line's value
NUM_OTHERS = 6  # further facts beside those asked for
NUM_OVERVIEW = 10  # facts of a product of which nothing in particular is asked


@dataclass(frozen=True, slots=True)
class Retrieved:
    """What was found for a question, and what its answer must deal with."""

    context: Context
    question: Question
    needs: tuple[Need, ...] = ()
    hits: tuple[Hit, ...] = ()
    why: tuple[str, ...] = ()

    @property
    def products(self) -> tuple[str, ...]:
        return self.question.products

    @property
    def asked(self) -> tuple[Asked, ...]:
        return self.question.asked

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages shown in the context."""
        shown = {extract.passage_id for extract in self.context.extracts}
        return tuple(hit.item for hit in self.hits if isinstance(hit.item, Passage) and hit.item.id in shown)


def build_context(
    question: str,
    history: Sequence[Message],
    facts: Facts,
    names: Names,
    index: Index,
    brand: Brand,
    groups: Sequence[str] = (),
) -> Retrieved:
    """At most MAX_LINES lines and two extracts; passages only of groups the asker belongs to."""
    return _Builder(facts, names, index, brand, groups).build(resolve(question, history, facts, names), history)


def _is_open(question: Question, needs: Sequence[Need]) -> bool:
    """Whether documents may answer what facts do not."""
    if question.kind == "range" or question.unknown or (question.ambiguous and not question.products):
        return not needs
    return not needs or any(need.kind in ("absent", "which") and not need.is_contradicted for need in needs)


@dataclass(frozen=True, slots=True)
class _Builder:
    facts: Facts
    names: Names
    index: Index
    brand: Brand
    groups: Sequence[str]

    def build(self, question: Question, history: Sequence[Message]) -> Retrieved:
        titles = self.index.titles
        is_heading = question.kind == "smalltalk" and bool(titles.headings(question.text))
        if not question.products and (is_heading or titles.documents(question.text)):
            question = replace(question, kind="policy", unknown=())
        if question.kind == "smalltalk":
            return Retrieved(Context(), question)
        needs = self._needs(question)
        hits: list[Hit] = []
        if _is_open(question, needs):
            hits = relevant(self.index, question, history, needs, self.groups, self.names)
            is_read = question.kind == "policy" and bool(hits)
            needs = [
                need
                for need in needs
                if need.kind not in ("absent", "which") or not (is_read or is_answered(need, hits))
            ]
        lines = [need.line for need in needs]
        others = self._others(question, {line.fact_id for line in lines}, has_needs=bool(needs))
        shown = list({(line.product, line.attribute, line.value): line for line in [*lines, *others]}.values())[
            :MAX_LINES
        ]
        context = Context(
            tuple(map(_clipped, shown)), tuple(_extract(hit.item) for hit in hits if isinstance(hit.item, Passage))
        )
        known = [fact for line in shown if line.fact_id and (fact := self.facts.by_id(line.fact_id))]
        found = tuple(Hit(fact, 1.0, f"{self.names.display(fact.product)}: {question.why}") for fact in known)
        return Retrieved(context, question, tuple(needs), (*found, *hits), tuple(hit.why for hit in (*found, *hits)))

    def _needs(self, question: Question) -> list[Need]:
        """What the answer must state, or say to be absent, in the order asked."""
        if question.kind == "range":
            return range_needs(question, self.facts, self.names, self.brand.brand.currency)
        needs = [self._unknown(name, asked) for name in question.unknown[:2] for asked in question.asked[:2] or (None,)]
        needs += [self._which(mention.surface, mention.candidates) for mention in question.ambiguous[:2]]
        for product in question.products[:4]:
            needs += self._discontinued(product)
        if question.kind == "comparison" and not question.asked:
            question = replace(question, asked=self._differences(question.products[:2]))
        for asked in question.asked[:4]:
            stated = [need for product in question.products[:4] for need in self._of(product, asked, question)]
            needs += self._compared(asked, stated) if question.kind == "comparison" else []
            needs += stated
        if not question.products and not needs:
            needs += [
                self._of_all(asked) for asked in question.asked[:1] if asked.concept and asked.concept not in POLICY
            ]
        return needs

    def _of(self, product: str, asked: Asked, question: Question) -> list[Need]:
        """The lines that answer for one product: its facts, or that there are none."""
        for conflict in self.facts.contradictions:
            if conflict.product == product and conflict.attribute in asked.attributes:
                value = f"{NOT_STATED}, our sources disagree, please ask {self.brand.brand.contact}"
                line = Line(self.names.display(product), conflict.attribute, value)
                return [Need("absent", line, product, asked.name, concept=asked.concept, is_contradicted=True)]
        if asked.concept == "availability" and self.facts.products[product].is_discontinued:
            return [replace(need, kind="stated") for need in self._discontinued(product)]
        stated = statements(self.facts, self.names, product, asked, question.spoken)
        if stated:
            return stated
        line = Line(self.names.display(product), asked.name, NOT_STATED)
        return [Need("absent", line, product, asked.name, concept=asked.concept)]

    def _compared(self, asked: Asked, stated: Sequence[Need]) -> list[Need]:
        """Who is lighter, for each pair of products whose values can be put in order."""
        best: dict[str, Fact] = {}
        for need in stated:
            fact = self.facts.by_id(need.fact_ids[0]) if need.kind == "stated" and need.fact_ids else None
            if fact is not None:
                best.setdefault(fact.product, fact)
        needs = []
        for one, other in list(combinations(best.values(), 2))[:3]:
            order = compare.ordered((one, other))
            if order is None or one.attribute != other.attribute:
                continue
            pair = f"{self.names.display(one.product)} and {self.names.display(other.product)}"
            ids = (one.id, other.id)
            if compare.place(one.value) == compare.place(other.value):
                line = Line(pair, one.attribute, f"the same, {one.text}")
                needs.append(Need("derived", line, None, asked.name, ids))
                continue
            is_more = asked.is_more
            winner, loser = (order[1], order[0]) if is_more else (order[0], order[1])
            word = compare.word(asked.concept, one.attribute, is_more=is_more, is_most=False)
            line = Line(pair, word, f"{self.names.display(winner.product)}, {winner.text} against {loser.text}")
            needs.append(Need("derived", line, winner.product, asked.name, ids))
        return needs

    def _differences(self, products: Sequence[str]) -> tuple[Asked, ...]:
        """Up to three attributes in which two products differ; those that can be put in order first."""
        found: list[tuple[bool, Asked]] = []
        for fact in self.facts.of(products[0]):
            other = self.facts.get(products[1], fact.attribute)
            if (
                other
                and fact.is_current
                and fact.variant is None
                and len(fact.text.split()) < 12
                and fact.text != other.text
            ):
                is_ordered = compare.ordered((fact, other)) is not None
                concept = self.names.concept(fact.attribute)
                found.append((not is_ordered, Asked(fact.attribute, (fact.attribute,), None, concept)))
        return tuple(asked for _, asked in sorted(found, key=lambda item: item[0])[:3])

    def _discontinued(self, product: str) -> list[Need]:
        known = self.facts.products[product]
        if not known.is_discontinued:
            return []
        stated = [fact for fact in self.facts.of(product) if "discontinued" in fact.text.lower() and fact.is_current]
        if stated:
            line = Line(known.name, stated[0].attribute, stated[0].text, stated[0].id)
            return [Need("note", line, product, stated[0].attribute, (stated[0].id,))]
        return [Need("note", Line(known.name, "availability", "discontinued"), product, "availability")]

    def _of_all(self, asked: Asked) -> Need:
        """An attribute asked of no product: of which one, when some have it."""
        if asked.attributes:
            return Need("which", Line("your question", "which one", "please name the product"), None, asked.name)
        return Need("absent", Line("our products", asked.name, NOT_STATED), asked=asked.name, concept=asked.concept)

    def _unknown(self, name: str, asked: Asked | None) -> Need:
        attribute = asked.name if asked else "product"
        return Need("unknown", Line(name, attribute, UNKNOWN_PRODUCT), None, attribute)

    def _which(self, surface: str, candidates: Sequence[str]) -> Need:
        shown = [self.names.display(id_) for id_ in candidates[:4]]
        shown += ["others"] if len(candidates) > 4 else []
        value = f"{', '.join(shown[:-1])} or {shown[-1]}" if len(shown) > 1 else shown[0]
        return Need("which", Line(surface, "which one", value), None, "which one", products=tuple(candidates[:4]))

    def _others(self, question: Question, shown: set[str | None], *, has_needs: bool) -> list[Line]:
        """Facts beside those asked for, and the same attribute of a product with a similar name."""
        if question.kind in ("range", "policy") or not question.products:
            return []
        limit = NUM_OTHERS if has_needs and question.asked else NUM_OVERVIEW
        share = max(1, limit // len(question.products[:4]))
        lines = []
        for product in question.products[:4]:
            found = [fact for fact in other_facts(self.facts, product) if fact.id not in shown][:share]
            lines += [Line(self.names.display(product), fact.attribute, fact.text, fact.id) for fact in found]
        if question.asked and len(question.products) == 1:
            near = sibling_fact(self.facts, self.names, question.products[0], question.asked[0])
            lines += [Line(self.names.display(near.product), near.attribute, near.text, near.id)] if near else []
        return lines


def _clipped(line: Line) -> Line:
    parts = line.value.split()
    return line if len(parts) <= MAX_WORDS else replace(line, value=" ".join(parts[:MAX_WORDS]) + " …")


def _extract(passage: Passage) -> Extract:
    return Extract(passage.title, passage.text, passage.id)
