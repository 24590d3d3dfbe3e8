"""The live guard: each sentence verified before it is released, a wrong one replaced, an open one marked or withheld.

A wrong sentence is generated once more with the fact made explicit, then said plainly from the fact itself, then
given up honestly with the way to a person. What was asked and never said is added at the end.
"""

from collections.abc import AsyncGenerator, Sequence
from contextlib import aclosing
from dataclasses import replace

from assistant import prompt
from assistant.accuracy.brand_rules import rules_of
from assistant.accuracy.verdicts import Finding, Verdict, Verification
from assistant.accuracy.verify import Conversation, Verifier
from assistant.babble import is_made_up, is_stammered
from assistant.citing import Citing
from assistant.facts.lexicon import lexicon
from assistant.facts.words import keys
from assistant.generation import MAX_TURNS, Generator, Released, Sampling, sentences_of, shown
from assistant.knowledge import plain
from assistant.knowledge.context import Retrieved
from assistant.knowledge.extracts import answers, best_sentence
from assistant.knowledge.knowledge import Knowledge
from assistant.knowledge.needs import Need
from assistant.knowledge.statements import other_facts
from assistant.met import bears_on, is_met
from assistant.prompt import Context, Message

MAX_SENTENCES = 8  # of the model, shown or not; a babbling one is stopped
MAX_REPAIRS = 1  # regenerations in one answer: each costs a prompt
_FALSE = frozenset((Verdict.WRONG, Verdict.CONFUSED, Verdict.OUTDATED, Verdict.UNSUPPORTED))


class Guard:
    """Guards one answer."""

    def __init__(
        self,
        knowledge: Knowledge,
        verifier: Verifier,
        generator: Generator,
        retrieved: Retrieved,
        history: Sequence[Message],
        sampling: Sampling,
    ) -> None:
        self._knowledge = knowledge
        self._verifier = verifier
        self._generator = generator
        self._retrieved = retrieved
        self._history = history[-MAX_TURNS:]
        self._sampling = sampling
        self._citing = Citing(knowledge)
        self._rules = rules_of(knowledge.brand)
        self._talk = Conversation()
        self._open = [need for need in retrieved.needs if need.kind != "note"]
        if any(need.kind == "derived" for need in self._open):  # the values it rests on need not be said again
            self._open = [need for need in self._open if need.kind != "stated"]
        self._said: list[Released] = []
        self._num_repairs = 0
        self.withheld: list[str] = []

    async def sentences(self) -> AsyncGenerator[Released]:
        """What may be shown, in order."""
        seen: set[tuple[str, ...]] = set()
        num_idle = 0
        async with aclosing(self._generate(self._retrieved.context)) as sentences:
            async for sentence in sentences:
                words = keys(sentence)
                is_again = not words or words in seen
                seen.add(words)
                released = None if is_again else await self._judge(sentence)
                if released is None:
                    self.withheld.append(sentence)
                    num_idle += 1
                else:
                    yield self._release(released)
                if num_idle >= 3 or len(seen) >= MAX_SENTENCES:
                    break
        for released in self._missing():
            yield self._release(released)

    def _is_babble(self, sentence: str) -> bool:
        retrieved = self._retrieved
        made_up = is_made_up(sentence, retrieved.question.text, retrieved.needs, self._knowledge)
        return made_up or is_stammered(sentence)

    def _generate(self, context: Context) -> AsyncGenerator[str]:
        brand, question = self._knowledge.brand.name, self._retrieved.question.text
        messages = prompt.render(brand, context, self._history, question)
        return sentences_of(self._generator, messages, self._sampling)

    def _release(self, released: Released) -> Released:
        self._open = [need for need in self._open if not is_met(need, released, self._knowledge)]
        self._said.append(released)
        return released

    async def _judge(self, sentence: str) -> Released | None:
        """The sentence itself, what replaces it, or None when it is withheld."""
        sentence = self._rules.spelled(sentence)
        judged, talk = self._verify(sentence)
        judged = self._with_reckoned(sentence, judged)
        is_false = any(finding.verdict in _FALSE for finding in judged.findings)
        is_false = is_false or self._is_barred(sentence, judged.findings)
        is_false = is_false or self._misnames(sentence, judged.findings)
        if not is_false:
            released = self._graded(sentence, judged)
            if released is not None and not self._strays(released) and not self._shirks(released, judged):
                self._talk = talk
                return released
            if released is not None or not self._open:
                return None
        return await self._repaired(sentence, judged.findings) if is_false else None

    def _verify(self, sentence: str) -> tuple[Verification, Conversation]:
        talk = replace(self._talk)
        judged = self._verifier.verify(
            sentence,
            question=self._retrieved.question.text,
            products=self._retrieved.products,
            passages=self._retrieved.passages,
            conversation=talk,
        )
        return judged, talk

    def _with_reckoned(self, sentence: str, judged: Verification) -> Verification:
        """Without doubts about a choice that the context itself states, as in "the cheapest of our tents"."""
        for need in self._open:
            word = need.line.attribute.casefold()
            doubts = [
                finding
                for finding in judged.findings
                if finding.verdict not in _FALSE and finding.value.casefold() in word
            ]
            if need.kind == "derived" and doubts and is_met(need, Released(sentence, "none"), self._knowledge):
                rest = tuple(finding for finding in judged.findings if finding not in doubts)
                is_wrong = any(finding.verdict in _FALSE for finding in rest)
                return replace(judged, findings=rest, verdict="wrong" if is_wrong else "correct")
        return judged

    def _graded(self, sentence: str, judged: Verification) -> Released | None:
        """A sentence in which nothing is false: proved, nothing to check, or open."""
        if self._is_babble(sentence):
            return None
        citations = self._citing.findings(judged.findings)
        released = Released(sentence, shown(judged.verdict, judged.findings), judged.findings, citations)
        if released.verdict != "undecided":
            return released
        need = next((need for need in self._open if is_met(need, released, self._knowledge)), None)
        if need is not None and not judged.residual:  # it repeats what the context states
            return replace(released, verdict="correct", citations=self._citing.need(need))
        if self._open or self._retrieved.question.kind == "smalltalk" or self._is_silent():
            return None  # what was asked comes first; and of what the catalog does not hold nothing is said
        if any(finding.verdict is Verdict.AMBIGUOUS for finding in judged.findings):
            return None
        policy = self._knowledge.brand.guard.undecided
        is_kept = policy == "release" or (policy == "mark" and not self._is_delicate(judged.findings, sentence))
        return released if is_kept else None

    def _is_silent(self) -> bool:
        """Whether the catalog lacks something that was asked for."""
        return any(need.kind in ("absent", "unknown", "which") for need in self._retrieved.needs)

    def _is_delicate(self, findings: Sequence[Finding], sentence: str) -> bool:
        """Whether an open sentence is about something that shoppers must not be told unproved."""
        withhold = set(self._knowledge.brand.guard.withhold)
        topics = {finding.attribute for finding in findings if finding.attribute}
        for mention in self._knowledge.names.attributes(sentence):
            topics |= {mention.name, mention.concept}
        if "policy" in withhold and self._retrieved.question.kind == "policy":
            return True
        return bool(topics & withhold) or ("price" in withhold and any(sign in sentence for sign in "€$£"))

    def _strays(self, released: Released) -> bool:
        """Whether a sentence says something else than what was asked and is still unsaid."""
        if not self._open:
            return False
        if released.verdict == "none":  # an opening or babble: what was asked is said without it
            return not any(is_met(need, released, self._knowledge) for need in self._open)
        return not any(bears_on(need, released, self._knowledge) for need in self._retrieved.needs)

    def _misnames(self, sentence: str, findings: Sequence[Finding]) -> bool:
        """Whether a true value is given for another attribute than the one named: "the warranty is 98 g"."""
        mentions = self._knowledge.names.attributes(sentence)
        if len(findings) != 1 or len(mentions) != 1 or mentions[0].attribute is None:
            return False
        named, found = mentions[0], findings[0].attribute
        return found is not None and found not in (named.attribute, *named.alternatives) and named.concept != found

    def _shirks(self, released: Released, judged: Verification) -> bool:
        """Whether a sentence says that there is no answer, or speaks of itself, where there is something to read."""
        silent = [need for need in self._retrieved.needs if need.kind in ("absent", "unknown", "which")]
        if any(is_met(need, released, self._knowledge) for need in silent):
            return False
        if judged.refusal == "abstained" or (released.verdict == "correct" and not released.citations):
            return self._retrieved.question.kind != "smalltalk"
        if self._retrieved.question.kind == "smalltalk":
            asks_who = lexicon().patterns["identity"].search(self._retrieved.question.text)
            is_named = self._knowledge.brand.name.casefold() in released.text.casefold()
            return bool(released.findings) or bool(asks_who and not is_named and not self._said)
        if not self._retrieved.passages or self._retrieved.needs:
            return False
        if released.verdict == "none":
            return len(released.text.split()) > 2
        if not answers(self._retrieved.question.text, released.text, self._retrieved.passages):
            return True
        read = {passage.id for passage in self._retrieved.passages} | set(self._retrieved.products)
        said = {citation.id for citation in released.citations} | {finding.product for finding in released.findings}
        return released.verdict == "correct" and read.isdisjoint(said)

    def _is_barred(self, sentence: str, findings: Sequence[Finding]) -> bool:
        """Wording that the brand forbids, and what contradicts a choice that was reckoned from the facts."""
        if self._rules.is_barred(sentence, findings):
            return True
        said = sentence.casefold()
        mentions = self._knowledge.names.find(sentence)
        products = [mention.product for mention in mentions if mention.product]
        for need in self._open:
            if need.kind != "derived" or not products:
                continue
            if need.products and not set(products) <= set(need.products):
                return True
            if need.product and not need.products and need.line.attribute in said and products[0] != need.product:
                return True
        return False

    async def _repaired(self, sentence: str, findings: Sequence[Finding]) -> Released | None:
        """Once more with the fact alone, else the fact plainly; None when nothing asked is left to say."""
        false = [finding for finding in findings if finding.verdict in _FALSE]
        need = next((need for need in self._open if any(_same(need, finding) for finding in false)), None)
        need = need or next(iter(self._open), None)
        if need is None:
            return None
        if self._num_repairs < MAX_REPAIRS and need.kind in ("stated", "derived"):
            self._num_repairs += 1
            async with aclosing(self._generate(Context((need.line,)))) as again:
                async for other in again:
                    judged, talk = self._verify(other)
                    released = self._graded(other, judged) if judged.verdict == "correct" else None
                    if (
                        released is not None
                        and not self._is_barred(other, judged.findings)
                        and is_met(need, released, self._knowledge)
                    ):
                        self._talk = talk
                        return replace(released, was=sentence)
                    break
        return replace(self._plain(need), was=sentence)

    def _missing(self) -> list[Released]:
        """What is still unsaid, plainly; or something honest when nothing was said at all."""
        if self._open:
            return [self._plain(need) for need in self._open[:4]]
        if any(released.verdict in ("correct", "undecided") for released in self._said) or self._retrieved.needs:
            return []
        return [] if self._said and self._retrieved.question.kind == "smalltalk" else self._fallback()

    def _fallback(self) -> list[Released]:
        """When the model said nothing that may be shown and nothing in particular was asked."""
        brand = self._knowledge.brand
        if self._retrieved.question.kind == "smalltalk":
            return [Released(plain.social(self._retrieved.question.text, brand), "none", was="")]
        carried = best_sentence(self._retrieved.question.text, self._retrieved.passages)
        for product in self._retrieved.products[:1] if carried is None or not self._retrieved.asked else ():
            facts = [fact for fact in other_facts(self._knowledge.facts, product) if plain.has_noun(fact)][:3]
            if facts:
                text = plain.overview(facts, self._knowledge.names.display(product))
                return [Released(text, "correct", (), tuple(self._citing.fact(fact.id) for fact in facts), was="")]
        if carried is not None:
            passage, text = carried
            return [Released(text, "correct", (), (self._citing.passage(passage),), was="")]
        if any(released.verdict == "none" for released in self._said):
            return []
        return [Released(f"I don't have that in our catalog. Please ask {brand.brand.contact}.", "none", was="")]

    def _plain(self, need: Need) -> Released:
        text = plain.sentence(need, self._knowledge.facts, self._knowledge.brand)
        is_claim = need.kind in ("stated", "derived")
        return Released(text, "correct" if is_claim else "none", (), self._citing.need(need), was="")


def _same(need: Need, finding: Finding) -> bool:
    return need.line.attribute == finding.attribute and need.product in (finding.product, None)
