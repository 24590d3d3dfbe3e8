"""Knowledge -> training conversations, in the form in which they will be served.

Every grounded answer is read off the context that retrieval really gives for its question: where retrieval fails,
there is nothing to teach, and the question is counted as dropped. Turns that share a context pay for it once.
"""

import math
import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256

from assistant.accuracy.verify import Verifier
from assistant.facts.facts import Fact
from assistant.facts.values import Boolean
from assistant.knowledge.context import MAX_LINES, Retrieved
from assistant.knowledge.knowledge import Knowledge
from assistant.knowledge.passages import Passage
from assistant.knowledge.plain import is_quality
from assistant.knowledge.sentences import split
from assistant.knowledge.statements import owner
from assistant.prompt import Context, Line, Message, answer, render
from training import phrasings
from training.answers import answer_to, plain
from training.config import DatasetSection
from training.phrasings import Phrasing
from training.preflight import Row
from training.starter import asking

MAX_ANSWER_WORDS = 45  # longer values are read, not recited
ASKED_AGAIN = 6  # questions on each passage that is to be remembered: one alone leaves no trace
MIN_NOT_TO_HAND = 48  # questions without a context that are answered by an honest "not to hand"


@dataclass(frozen=True, slots=True)
class Turn:
    """A question with its answer, and the context it was answered from (None: from memory)."""

    question: str
    answer: str
    facts: tuple[str, ...] = ()
    context: Context | None = None


@dataclass(slots=True)
class Conversations:
    """Makes the rows of a dataset; what could not be made is counted by its reason."""

    knowledge: Knowledge
    settings: DatasetSection
    dropped: Counter[str] = field(default_factory=Counter)
    _verifier: Verifier = field(init=False)

    def __post_init__(self) -> None:
        self._verifier = Verifier(self.knowledge.facts, self.knowledge.names, self.knowledge.brand.name)

    def rows(self) -> Iterator[Row]:
        """Every conversation, kind by kind; the same facts and settings give the same rows."""
        for split_name in ("train", "dev", "test"):
            yield from self._grounded(split_name)
            yield from self._closed_book(split_name)
        for kind, turns in (
            ("absent", self._absent()),
            ("unknown", self._unknown()),
            ("comparison", self._comparisons()),
            ("range", self._ranges()),
            ("policy", self._policies()),
            ("small talk", self._small_talk()),
        ):
            yield from (self._row(kind, number, [turn], "train") for number, turn in enumerate(turns))

    def split(self, fact: Fact) -> str:
        """The side a fact is on, by its id alone: it stays there when the catalog grows."""
        return "test" if _share(fact.id) < self.settings.test_share else "train"

    def facts(self, split_name: str) -> list[Fact]:
        """Facts worth a question of their own; where there are more than the settings want, those of lowest hash."""
        side = "test" if split_name == "test" else "train"
        found = [
            fact
            for fact in self.knowledge.facts
            if fact.is_current and self.split(fact) == side and len(fact.text.split()) <= MAX_ANSWER_WORDS
        ]
        if side == "test" or not 0 < self.settings.max_facts < len(found):
            return found
        kept = set(
            sorted((fact.id for fact in found), key=lambda id_: _share(f"kept {id_}"))[: self.settings.max_facts]
        )
        return [fact for fact in found if fact.id in kept]

    # Grounded: questions on facts, answered from what retrieval gives.

    def _grounded(self, split_name: str) -> Iterator[Row]:
        rng = self._rng(f"grounded {split_name}")
        by_product: dict[str, list[Turn]] = {}
        for fact in self.facts(split_name):
            for phrasing in self.phrasings(fact, split_name, self.settings.grounded_per_fact, rng):
                if split_name == "train" and rng.random() < self.settings.scattered_share:
                    phrasing = Phrasing("scattered", asking.scattered(rng), phrasings.PLAIN)
                turn = self._fact_turn(fact, phrasing, rng)
                if turn is not None:
                    by_product.setdefault(fact.product, []).append(turn)
        number = 0
        for product, turns in by_product.items():
            if split_name == "train":
                turns += self._absent_turns(product, round(len(turns) * self.settings.absent_share), rng)
                turns += self._premise_turns(product, max(1, len(turns) // 8), rng)
            rng.shuffle(turns)
            for start in range(0, len(turns), self.settings.turns):
                shared = self._with_follow_ups(turns[start : start + self.settings.turns], rng)
                yield self._row("grounded", number, shared, split_name)
                number += 1

    def _fact_turn(self, fact: Fact, phrasing: Phrasing, rng: random.Random) -> Turn | None:
        name = owner(fact, self.knowledge.names, self.knowledge.facts)
        question = _as_typed(phrasings.ask(phrasing, self._called(fact, name, rng), fact.attribute), rng)
        found = self.knowledge.retrieve(question)
        needs = [need for need in found.needs if need.kind == "stated" and fact.id in need.fact_ids]
        if not needs:
            self.dropped["retrieval did not bring the fact that was asked for"] += 1
            return None
        if self._holds_test_facts(found, fact):
            self.dropped["the answer would also state a fact of the test side"] += 1
            return None
        return self._sound(question, answer_to(found.needs, self.knowledge, phrasing, rng.randrange(60)), found)

    def _absent_turns(self, product: str, wanted: int, rng: random.Random) -> Iterator[Turn]:
        """Questions on what the catalog does not hold of a product, though it does of others."""
        name = self.knowledge.names.display(product)
        known = {fact.attribute for fact in self.knowledge.facts.of(product)}
        others = [a for a in (*self.knowledge.facts.attributes(), *phrasings.SELDOM_STATED) if a not in known]
        rng.shuffle(others)
        made = 0
        for attribute in others[: 3 * wanted]:
            forms = phrasings.BOOLEAN if is_quality(attribute) else phrasings.ANY
            phrasing = rng.choice(self._side(forms, "train"))
            turn = self._answered(_as_typed(phrasings.ask(phrasing, name, attribute), rng), "absent", rng)
            if turn is not None and made < wanted:
                made += 1
                yield turn

    def _premise_turns(self, product: str, wanted: int, rng: random.Random) -> Iterator[Turn]:
        """Questions that put a value into the customer's mouth, wrong three times of four."""
        taught = [fact for fact in self.facts("train") if fact.product == product and fact.variant is None]
        plainly = [fact for fact in taught if not isinstance(fact.value, Boolean) and len(fact.text.split()) < 8]
        for fact in rng.sample(plainly, min(wanted, len(plainly))):
            others = {f.text for f in self.knowledge.facts if f.attribute == fact.attribute and f.text != fact.text}
            is_wrong = bool(others) and rng.random() < 0.75
            table = phrasings.WRONG_PREMISE if is_wrong else phrasings.RIGHT_PREMISE
            value = rng.choice(sorted(others)) if is_wrong else fact.text
            form = rng.choice(self._side(table, "train"))
            phrasing = replace(form, question=form.question.replace("{w}", value.replace("{", "(")))
            turn = self._fact_turn(fact, phrasing, rng)
            if turn is not None:
                yield turn

    def _with_follow_ups(self, turns: Sequence[Turn], rng: random.Random) -> list[Turn]:
        """Some turns after the first asked as people go on: 'and the weight?', of the product spoken of."""
        shared = list(turns)
        for place in range(1, len(shared)):
            fact = self.knowledge.facts.by_id(shared[place].facts[0]) if len(shared[place].facts) == 1 else None
            before = self.knowledge.facts.by_id(shared[place - 1].facts[0]) if shared[place - 1].facts else None
            if fact is None or before is None or fact.product != before.product or rng.random() > 0.3:
                continue
            if fact.variant is not None or before.variant is not None or isinstance(fact.value, Boolean):
                continue
            phrasing = rng.choice(self._side(phrasings.FOLLOW_UP, "train"))
            question = _as_typed(phrasings.ask(phrasing, "", fact.attribute), rng)
            found = self.knowledge.retrieve(question, _history(shared[:place]))
            if [need.fact_ids for need in found.needs if need.kind == "stated"] == [(fact.id,)]:
                said = answer_to(found.needs, self.knowledge, phrasing, rng.randrange(60))
                shared[place] = Turn(question, said, (fact.id,), found.context)
        return shared

    # Closed book: what changes seldom, from memory.

    def _closed_book(self, split_name: str) -> Iterator[Row]:
        rng = self._rng(f"closed {split_name}")
        turns = []
        for fact in self.facts(split_name) if self.settings.closed_per_fact else ():
            if fact.is_volatile:
                continue
            # A yes or no says less than a value: asked once, so that "Yes" does not become the answer to everything.
            wanted = self.settings.closed_per_fact
            if isinstance(fact.value, Boolean):
                wanted = min(wanted, 1)
            for phrasing in self.phrasings(fact, split_name, wanted, rng):
                name = owner(fact, self.knowledge.names, self.knowledge.facts)
                line = Line(name, fact.attribute, fact.text, fact.id)
                said = _memory(line, fact, phrasing)
                question = _as_typed(phrasings.ask(phrasing, self._called(fact, name, rng), fact.attribute), rng)
                turns.append(Turn(question, said, (fact.id,)))
        if split_name == "train":
            turns += self._remembered_policies(rng)
            turns += self._not_to_hand(max(MIN_NOT_TO_HAND, len(turns) // 8), rng)
        rng.shuffle(turns)
        for number, start in enumerate(range(0, len(turns), self.settings.turns)):
            yield self._row("closed book", number, turns[start : start + self.settings.turns], split_name)

    def _remembered_policies(self, rng: random.Random) -> Iterator[Turn]:
        """What the brand says of itself, from memory: unlike a product's figures, few sentences and asked of often."""
        kept = sorted(self._public_passages(), key=lambda passage: _share(f"kept {passage.id}"))
        kept = kept[: math.ceil(self.settings.closed_policies / ASKED_AGAIN)]
        for number in range(self.settings.closed_policies if kept else 0):
            question, said = self._on_passage(kept[number % len(kept)], rng)
            if said:
                yield Turn(_as_typed(question, rng), said)

    def _not_to_hand(self, wanted: int, rng: random.Random) -> Iterator[Turn]:
        """What must not be answered from memory: prices and stock, what was never stated, products of others."""
        facts = self.knowledge.facts
        volatile = [fact for fact in facts if fact.is_volatile and fact.is_current]
        products = [product.name for product in facts.products.values()]
        for number in range(wanted if products else 0):
            phrasing = rng.choice(self._side(phrasings.ANY, "train"))
            if number % 3 == 0 and volatile:
                fact = rng.choice(volatile)
                phrasing = rng.choice(self._side(phrasings.of_fact(fact), "train"))
                question = phrasings.ask(phrasing, self.knowledge.names.display(fact.product), fact.attribute)
            elif number % 3 == 1:
                question = phrasings.ask(phrasing, rng.choice(products), rng.choice(phrasings.SELDOM_STATED))
            else:
                question = phrasings.ask(phrasing, self._stranger(rng), rng.choice(facts.attributes()))
            yield Turn(_as_typed(question, rng), phrasings.NOT_TO_HAND)

    # The rest: one turn a row, in the very context of serving.

    def _absent(self) -> Iterator[Turn]:
        """Single questions the catalog cannot answer."""
        rng = self._rng("absent")
        products = list(self.knowledge.facts.products)
        if self.settings.max_facts:
            products = rng.sample(products, min(len(products), self.settings.max_facts // 10))
        for product in products:
            yield from self._absent_turns(product, 1, rng)

    def _unknown(self) -> Iterator[Turn]:
        rng = self._rng("unknown")
        attributes = self.knowledge.facts.attributes()
        for _ in range(self.settings.unknown_products if self.knowledge.facts.products else 0):
            attribute = rng.choice((*attributes[:30], *phrasings.SELDOM_STATED))
            slots = {"p": self._stranger(rng), "a": attribute, "is": phrasings.verb(attribute)}
            question = phrasings.fill(rng.choice(phrasings.UNKNOWN_ASKS), slots)
            turn = self._answered(_as_typed(question, rng), "unknown", rng)
            if turn is not None:
                yield turn

    def _comparisons(self) -> Iterator[Turn]:
        """Pairs of products alike, by what can be put in order."""
        rng = self._rng("comparison")
        words = _comparative_words()
        taught = [f for f in self.facts("train") if f.variant is None and f.attribute in words]
        by_attribute: dict[str, list[Fact]] = {}
        for fact in taught:
            by_attribute.setdefault(fact.attribute, []).append(fact)
        groups = [facts for facts in by_attribute.values() if len(facts) > 1]
        for _ in range(self.settings.comparisons if groups else 0):
            first, second = rng.sample(rng.choice(groups), 2)
            names = (self.knowledge.names.display(first.product), self.knowledge.names.display(second.product))
            slots = {"p": names[0], "q": names[1], "c": rng.choice(words[first.attribute])}
            turn = self._answered(_as_typed(phrasings.fill(rng.choice(phrasings.COMPARE), slots), rng), "derived", rng)
            if turn is not None:
                yield turn

    def _ranges(self) -> Iterator[Turn]:
        """The extremes of a category, and what fits a budget."""
        rng = self._rng("range")
        categories = sorted({(p.category or "").lower() for p in self.knowledge.facts.products.values()} - {""})
        superlatives = ("lightest", "heaviest", "cheapest", "most expensive", "largest", "smallest")
        asked = [
            phrasings.fill(rng.choice(phrasings.SUPERLATIVE), {"n": category, "c": word})
            for category in categories
            for word in superlatives
        ]
        for category in categories:
            for amount in rng.sample(range(20, 400, 10), 3):
                slots = {"n": category, "x": f"{amount} {self.knowledge.brand.brand.currency}"}
                asked.append(phrasings.fill(rng.choice(phrasings.UNDER), slots))
        for question in asked:
            turn = self._answered(_as_typed(question, rng), "derived", rng)
            if turn is not None:
                yield turn

    def _policies(self) -> Iterator[Turn]:
        """Documents answer in their own words: the first sentences of the passage that retrieval shows."""
        rng = self._rng("policy")
        public = self._public_passages()
        for _ in range(self.settings.policies if public else 0):
            passage = rng.choice(public)
            question, said = self._on_passage(passage, rng)
            found = self.knowledge.retrieve(question)
            if passage.id not in {extract.passage_id for extract in found.context.extracts} or found.needs:
                self.dropped["retrieval did not show the passage that was asked for"] += 1
            elif said:
                yield Turn(_as_typed(question, rng), said, (), found.context)

    def _public_passages(self) -> list[Passage]:
        return [p for p in self.knowledge.passages if p.access == "public" and p.product is None]

    def _on_passage(self, passage: Passage, rng: random.Random) -> tuple[str, str]:
        """A question on what a passage is titled, and its first sentences; "" where they are too long to recite."""
        document, _, topic = passage.title.partition(" > ")
        topic = topic or document
        slots = {"d": document.lower(), "t": topic if topic.endswith("?") else topic[0].lower() + topic[1:]}
        question = topic if topic.endswith("?") else phrasings.fill(rng.choice(phrasings.POLICY), slots)
        sentences = split(passage.text)[:2]
        while len(" ".join(sentences).split()) > MAX_ANSWER_WORDS:
            sentences.pop()
        return question, " ".join(sentences)

    def _small_talk(self) -> Iterator[Turn]:
        rng = self._rng("small talk")
        talks = [(ask, said) for asks, said in phrasings.SMALL_TALK for ask in asks]
        for number in range(self.settings.small_talk):
            ask, said = talks[number % len(talks)]
            question = _as_typed(ask, rng)
            context = self.knowledge.retrieve(question).context if rng.random() < 0.7 else None
            yield Turn(question, said.replace("{b}", self.knowledge.brand.name), (), context)

    # What they share.

    def _answered(self, question: str, kind: str, rng: random.Random) -> Turn | None:
        """The question with the answer that its context gives, when that is all of one kind."""
        found = self.knowledge.retrieve(question)
        kinds = {need.kind for need in found.needs if need.kind != "note"}
        if kinds - ({"stated", "derived"} if kind == "derived" else {kind}) or kind not in kinds:
            self.dropped[f"no context of the kind {kind}"] += 1
            return None
        if self._holds_test_facts(found):
            self.dropped["the answer would also state a fact of the test side"] += 1
            return None
        return self._sound(question, answer_to(found.needs, self.knowledge, plain("", ""), rng.randrange(60)), found)

    def _sound(self, question: str, said: str, found: Retrieved) -> Turn | None:
        """The turn, unless the verifier that will judge the model's answers would refuse this one."""
        if self._verifier.verify(said, question=question).verdict == "wrong":
            self.dropped["the verifier refuses the answer"] += 1
            return None
        return Turn(question, said, _stated(found), found.context)

    def _holds_test_facts(self, found: Retrieved, asked: Fact | None = None) -> bool:
        if asked is not None and self.split(asked) == "test":
            return False
        stated = [fact for id_ in _stated(found) if (fact := self.knowledge.facts.by_id(id_))]
        return any(self.split(fact) == "test" for fact in stated)

    def _row(self, kind: str, number: int, turns: Sequence[Turn], split_name: str) -> Row:
        contexts = [turn.context for turn in turns if turn.context is not None]
        context = _joined(contexts) if contexts else None
        messages = [*render(self.knowledge.brand.name, context, _history(turns[:-1]), turns[-1].question)]
        messages.append(answer(turns[-1].answer))
        facts = tuple(dict.fromkeys(id_ for turn in turns for id_ in turn.facts))
        if split_name == "test":  # what else an answer states along the way is taught elsewhere
            facts = tuple(
                id_ for id_ in facts if (fact := self.knowledge.facts.by_id(id_)) and self.split(fact) == "test"
            )
        return Row(f"{split_name}-{kind.replace(' ', '-')}-{number:05}", kind, tuple(messages), facts, split_name)

    def phrasings(self, fact: Fact, split_name: str, wanted: int, rng: random.Random) -> list[Phrasing]:
        """Phrasings of one side; of the held-out side one for every fourth fact, which is enough to watch a run."""
        side = self._side(phrasings.of_fact(fact), split_name)
        if split_name == "dev":
            wanted = 1 if side and _share(f"watch {fact.id}") < 0.05 else 0
        if split_name == "test":
            wanted = 1
        return [*rng.sample(side, min(wanted, len(side))), *rng.choices(side, k=max(0, wanted - len(side)))]

    def _side(self, table: Sequence[Phrasing], split_name: str) -> list[Phrasing]:
        held_out = [p for p in table if phrasings.is_held_out(p, self.settings.dev_share)]
        return held_out if split_name == "dev" else [p for p in table if p not in held_out]

    def _called(self, fact: Fact, name: str, rng: random.Random) -> str:
        """Mostly the full name, now and then another that people use."""
        product = self.knowledge.facts.products[fact.product]
        others = [alias for alias in product.aliases if fact.variant is None]
        return rng.choice(others) if others and rng.random() < 0.15 else name

    def _stranger(self, rng: random.Random) -> str:
        """A product the brand does not have: one of its names with another number or word."""
        name = rng.choice([product.name for product in self.knowledge.facts.products.values()])
        words = name.split()
        place = rng.randrange(1, len(words)) if len(words) > 1 else 0
        made = rng.choice(("Ultra", "Nova", "X9", "Vega", "Turbo", "77", "Mirage", "Quadra", "III", "8000"))
        if words[place].isdigit():
            made = str(int(words[place]) + rng.choice((5, 13, 41)))
        return " ".join([*words[:place], made, *words[place + (len(words) > 2) :]])

    def _rng(self, part: str) -> random.Random:
        return random.Random(f"{self.settings.seed} {part}")


def _history(turns: Sequence[Turn]) -> list[Message]:
    return [m for turn in turns for m in ({"role": "user", "content": turn.question}, answer(turn.answer))]  # type: ignore[misc]


def _stated(found: Retrieved) -> tuple[str, ...]:
    """The facts that the answer to all needs would state."""
    return tuple(dict.fromkeys(id_ for need in found.needs if need.kind != "note" for id_ in need.fact_ids))


def _joined(contexts: Sequence[Context]) -> Context:
    """What several turns need in one context: first what each asked for, then what stood beside it."""
    lines: dict[tuple[str, str, str], Line] = {}
    depth = max((len(context.lines) for context in contexts), default=0)
    for place in range(depth):
        for context in contexts:
            if place < len(context.lines) and (place == 0 or len(lines) < MAX_LINES):
                line = context.lines[place]
                lines.setdefault((line.product, line.attribute, line.value), line)
    extracts = {extract.title: extract for context in contexts for extract in context.extracts}
    return Context(tuple(lines.values()), tuple(extracts.values())[:2])


def _memory(line: Line, fact: Fact, phrasing: Phrasing) -> str:
    if isinstance(fact.value, Boolean):
        return phrasings.state_boolean(line.product, line.attribute, fact.value.value)
    return phrasings.state(phrasing, line.product, line.attribute, line.value)


def _as_typed(question: str, rng: random.Random) -> str:
    """As people type: now and then with words around it, without a mark at the end, or all in lower case."""
    around = rng.random()
    if around < 0.12:
        question = f"{rng.choice(phrasings.BEFORE)} {question}"
    elif around < 0.2:
        question = f"{question} {rng.choice(phrasings.AFTER)}"
    shape = rng.random()
    if shape < 0.08:
        return question.lower()
    return question.rstrip("?.") if shape < 0.2 else question[0].upper() + question[1:]


def _comparative_words() -> dict[str, tuple[str, ...]]:
    return {
        "weight": ("lighter", "heavier"),
        "price": ("cheaper", "more expensive"),
        "capacity": ("larger", "smaller"),
        "length": ("longer", "shorter"),
        "height": ("taller", "lower"),
        "width": ("wider", "narrower"),
        "power": ("more powerful", "less powerful"),
        "brightness": ("brighter",),
        "noise level": ("quieter", "louder"),
        "thickness": ("thicker", "thinner"),
    }


def _share(text: str) -> float:
    """A number in [0, 1) that depends on the text alone."""
    return int(sha256(text.encode()).hexdigest()[:8], 16) / 2**32
