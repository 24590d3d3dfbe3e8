"""Cases from an ingested catalog: its facts, in the very contexts that are served."""

import random
from pathlib import Path

from assistant.facts.values import Boolean
from assistant.knowledge.knowledge import Knowledge
from assistant.prompt import render
from training.starter import asking, phrasings
from training.starter.evaluate import Case
from training.starter.turns import Turn

MAX_WORDS = 12  # of a value; longer ones are texts


def catalog_cases(folder: Path, num_cases: int, seed: str = "evaluation") -> list[Case]:
    """Single-fact questions on a catalog below TRUEBRAND_HOME, asked by held-out forms.

    Facts that retrieval does not bring into the context are passed over: this measures reading alone.
    """
    knowledge = Knowledge.load(folder)
    rng = random.Random(seed)
    facts = [fact for name in knowledge.facts.products for fact in knowledge.facts.of(name)]
    facts = [f for f in facts if f.is_current and f.variant is None and len(f.text.split()) <= MAX_WORDS]
    rng.shuffle(facts)
    found: list[Case] = []
    for fact in facts:
        name = knowledge.names.display(fact.product)
        is_switch = isinstance(fact.value, Boolean)
        form = rng.choice(phrasings.side(phrasings.SWITCHED, True)) if is_switch else asking.combined(rng, True)[0]
        question = form.replace("{a}", fact.attribute).replace("{p}", f"the {name}")
        question = question[0].upper() + question[1:]
        context = knowledge.retrieve(question).context
        if any(line.fact_id == fact.id for line in context.lines):
            messages = tuple(render(knowledge.brand.brand.name, context, (), question))
            must = ("Yes" if fact.text.lower() == "yes" else "No",) if is_switch else (fact.text.rstrip("."),)
            turn = Turn(
                "yes_no" if is_switch else "fact", question, f"The {fact.attribute} of the {name} is {fact.text}.", must
            )
            found.append(Case(messages, turn, messages[0]["content"]))
        if len(found) == num_cases:
            break
    return found
