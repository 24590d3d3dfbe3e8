"""How well the starter reads: greedy answers on names, attributes and question forms it has never seen.

A case is right when its answer holds every string the context gives for it, and no other value of that context.
"""

import math
import random
import re
import resource
import time
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from assistant.prompt import SYSTEM, USER, Message, answer
from training.precision import multiplies_bf16
from training.starter import manners, shards, world
from training.starter.conversations import conversation
from training.starter.turns import Turn

if TYPE_CHECKING:
    from transformers import PreTrainedModel, PreTrainedTokenizerBase

BATCH: Final = 24
WEIGHTS: Final = Path(__file__).parent / "weights"
_LINE: Final = re.compile(r"^- .+? \| .+?: (.+)$", re.MULTILINE)

_BRAND: Final = re.compile(r"^You are the product assistant of (.+?)\.(?: Answer only|$)", re.MULTILINE)


class Interval(NamedTuple):
    """A share with Wilson's 95 % interval."""

    share: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Case:
    """A conversation up to a question, and the turn that answers it."""

    messages: tuple[Message, ...]
    turn: Turn
    system: str


@dataclass(frozen=True, slots=True)
class Judged:
    """A case and what the model said."""

    case: Case
    answer: str
    is_right: bool


class Evaluation(NamedTuple):
    """The cases judged, and what answering them took."""

    judged: list[Judged]
    tokens_per_s: float  # of answers, prompts included in the time
    memory_mib: int  # the most this process held


def evaluate(folder: Path, found: "Sequence[Case]") -> Evaluation:
    """Greedy answers to the cases, each judged."""
    model, tokenizer = _open(folder)
    started = time.monotonic()
    answers = greedy(model, tokenizer, [case.messages for case in found])
    seconds = time.monotonic() - started
    num_tokens = sum(len(tokenizer.encode(said)) for said in answers)
    judged = [Judged(case, said, is_right(case, said)) for case, said in zip(found, answers, strict=True)]
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    return Evaluation(judged, num_tokens / seconds, memory)


def cases(num_cases: int, seed: str = "evaluation") -> list[Case]:
    """First-turn cases (and follow-ups after one turn) over contexts of all sizes, held-out side of every split."""
    found: list[Case] = []
    recipes = list(shards.RECIPES.values())
    number = 0
    while len(found) < num_cases:
        number += 1
        recipe = recipes[number % len(recipes)] if number % 3 else shards.RECIPES["middle"]
        kinds = {kind: weight for kind, weight in recipe.kinds.items() if kind != "contextless"}
        talk = conversation(f"{seed}/{number}", recipe.size, 3, kinds, evaluation=True)
        if not talk.turns:
            continue
        place = random.Random(f"{seed}/place/{number}").randrange(len(talk.turns))
        turn = talk.turns[place]
        earlier = talk.turns[place - 1 : place] if turn.kind == "again" else ()
        messages: list[Message] = [{"role": SYSTEM, "content": talk.system}]
        for before in earlier:
            messages += [{"role": USER, "content": before.question}, answer(before.answer)]
        messages.append({"role": USER, "content": turn.question})
        if turn.kind != "again" or earlier:
            found.append(Case(tuple(messages), turn, talk.system))
    return found


def is_right(case: Case, said: str) -> bool:
    """Whether the answer states what it must, and no other value of the context."""
    must = case.turn.must
    if case.turn.kind == "yes_no":
        return bool(re.match(rf"{must[0]}\b", said)) or said.endswith(f" is {must[0].lower()}.")
    if case.turn.kind == "contextless":
        return said in manners.CONTEXTLESS
    if case.turn.kind == "absent":
        return "not stat" in said and not stray(case, said)
    if not case.turn.must:
        brand = _BRAND.findall(case.system)[0]
        return said in [form.replace("{b}", brand) for form in manners.SOCIAL[case.turn.kind][1]]
    return all(_holds(said, part) for part in must) and not stray(case, said)


def stray(case: Case, said: str) -> bool:
    """Whether a value of the context that is not the wanted one stands in the answer."""
    wanted = f"{case.turn.answer} {' '.join(case.turn.must)} {case.turn.question}"
    values = [value for value in _LINE.findall(case.system) if len(value) > 2 and value not in wanted]
    values = [value for value in values if not all(part in value for part in case.turn.must or ("?",))]
    return any(_holds(said, value) and not _holds(wanted, value) for value in values)


def _holds(text: str, part: str) -> bool:
    return re.search(rf"(?<![\w.,]){re.escape(part)}(?![\w]|[.,]\d)", text) is not None or (
        not part[:1].isalnum() and part in text
    )


def by_kind(judged: Sequence[Judged]) -> dict[str, tuple[int, int, Interval]]:
    """Kind of turn -> (right, asked, interval), the total last."""
    count: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for one in judged:
        for key in (one.case.turn.kind, "all"):
            count[key][0] += one.is_right
            count[key][1] += 1
    order = sorted(count, key=lambda kind: (kind == "all", -count[kind][1]))
    return {kind: (count[kind][0], count[kind][1], wilson(*count[kind])) for kind in order}


def wilson(right: int, asked: int) -> Interval:
    """Wilson's score interval at 95 % (Wilson, 1927)."""
    z, share = 1.96, right / asked
    centre = (share + z * z / (2 * asked)) / (1 + z * z / asked)
    half = z * math.sqrt(share * (1 - share) / asked + z * z / (4 * asked * asked)) / (1 + z * z / asked)
    return Interval(share, centre - half, centre + half)


def greedy(
    model: "PreTrainedModel",
    tokenizer: "PreTrainedTokenizerBase",
    prompts: Sequence[Sequence[Message]],
    max_new_tokens: int = 160,  # as the published weights are set
    batch: int = BATCH,
) -> list[str]:
    """The most likely answer to each prompt, in batches of similar length."""
    import torch

    encoded = [
        list(tokenizer.apply_chat_template(_plain(prompt), add_generation_prompt=True, return_dict=False))
        for prompt in prompts
    ]
    order = sorted(range(len(encoded)), key=lambda place: len(encoded[place]))
    answers = [""] * len(encoded)
    for start in range(0, len(order), batch):
        places = order[start : start + batch]
        longest = max(len(encoded[place]) for place in places)
        rows = [[0] * (longest - len(encoded[place])) + encoded[place] for place in places]
        masks = [[0] * (longest - len(encoded[place])) + [1] * len(encoded[place]) for place in places]
        with torch.inference_mode():
            out = model.generate(  # type: ignore[operator]
                input_ids=torch.tensor(rows, device=model.device),
                attention_mask=torch.tensor(masks, device=model.device),
                max_new_tokens=max_new_tokens,
                do_sample=False,
                use_cache=True,
            )
        for place, row in zip(places, out[:, longest:], strict=True):
            answers[place] = str(tokenizer.decode(row, skip_special_tokens=True))
    return answers


def _plain(prompt: Sequence[Message]) -> list[dict[str, str]]:
    return [{"role": message["role"], "content": message["content"]} for message in prompt]


def _open(folder: Path) -> "tuple[PreTrainedModel, PreTrainedTokenizerBase]":
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    dtype = torch.bfloat16 if multiplies_bf16("cpu") else torch.float32
    model: PreTrainedModel = AutoModelForCausalLM.from_pretrained(folder, dtype=dtype)
    return model, AutoTokenizer.from_pretrained(folder)


def held_out_report() -> dict[str, list[str]]:
    """What this evaluation holds out by name."""
    return {
        "known attributes": [known.name for known in world.known(evaluation=True)],
        "yes/no attributes": [row[0] for row in world.switches(evaluation=True)],
    }
