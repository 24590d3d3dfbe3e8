"""An examination: the probes put to a model in every configuration, as often as asked, and judged."""

import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from rich.console import Console
from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn

from assistant import artifacts
from assistant.accuracy.gate import decide
from assistant.accuracy.opinions import Adviser, Opinions
from assistant.accuracy.report import Repeats, Subject, Truth, compose, right_by_probe
from assistant.accuracy.score import Judge, Judged, Reply
from assistant.accuracy.second_layer import consult, is_open
from assistant.accuracy.suite import Probe
from assistant.accuracy.verify import Verifier
from assistant.config import home
from assistant.errors import ConfigError, EngineError
from assistant.knowledge.knowledge import Knowledge
from assistant.registry import Registry
from serving import subjects
from serving.asking import OUT_OF_TIME, Remembered, ask_all
from serving.engine.protocol import EngineSettings
from serving.subjects import Examined

Draws = dict[str, list[list[Reply]]]  # by configuration: of each draw, one reply a probe


@dataclass(frozen=True, slots=True)
class Way:
    """How a model is asked."""

    concurrency: int
    repeats: int = 1
    temperature: float = 0.0
    max_seconds: float | None = None

    def num_draws(self, model: str) -> int:
        """Our own engines say the same to the same when they are greedy; a server's are asked, whatever it promises."""
        return self.repeats if self.temperature > 0 or subjects.is_address(model) else 1


async def replies(
    examined: Examined,
    names: Sequence[str],
    probes: Sequence[Probe],
    knowledge: Knowledge,
    verifier: Verifier,
    way: Way,
) -> Draws:
    """Models are held one at a time; what was answered before is not asked again."""
    if examined.answers is not None:
        return {names[0]: _given(examined, examined.answers, probes, way.repeats)}
    deadline = None if way.max_seconds is None else time.monotonic() + way.max_seconds
    settings = EngineSettings(max_running=way.concurrency)
    found: Draws = {}
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        for folder in dict.fromkeys(map(examined.model_of, names)):
            cache = home() / "reports" / "cache" / f"{subjects.cache_key(folder)}.jsonl"
            model = Remembered(subjects.engine(folder, settings, way.temperature), cache)
            mine = [name for name in names if examined.model_of(name) == folder]
            try:
                for name in mine:
                    respond = subjects.responder(name, knowledge, verifier, model, way.temperature)
                    num_draws = way.num_draws(folder)
                    bar = progress.add_task(name, total=len(probes) * num_draws)
                    tick = partial(progress.advance, bar)
                    found[name] = []
                    for model.draw in range(num_draws):
                        found[name].append(await ask_all(probes, respond, way.concurrency, tick, deadline=deadline))
            finally:
                await model.stop()
            failures = [reply.failure for name in mine for draw in found[name] for reply in draw]
            if failures and all(failure not in (None, OUT_OF_TIME) for failure in failures):
                raise EngineError(f"{folder}: none of {len(failures)} questions was answered; the first: {failures[0]}")
            if subjects.is_address(folder) and OUT_OF_TIME not in failures:
                cache.unlink(missing_ok=True)  # the next check must ask the server anew
    return found


def _given(
    examined: Examined, answers: Mapping[str, Sequence[str]], probes: Sequence[Probe], repeats: int
) -> list[list[Reply]]:
    """From a file of answers; an id that stands there several times has been drawn as often."""
    if not any(probe.id in answers for probe in probes):
        raise ConfigError(f"{examined.name}: none of its ids is a probe's; take ids from --export-probes")
    most, name = max((len(texts), name) for name, texts in answers.items())
    if most > repeats:
        raise ConfigError(f"{examined.name}: {most} answers have the id {name!r}; keep one, or give --repeats {most}")
    missing = Reply("", f"no line with its id in {examined.name}")
    return [
        [Reply(texts[draw]) if draw < len(texts := answers.get(probe.id, ())) else missing for probe in probes]
        for draw in range(repeats)
    ]


def report_of(
    examined: Examined,
    probes: Sequence[Probe],
    draws: Draws,
    knowledge: Knowledge,
    verifier: Verifier,
    registry: Registry,
    way: Way,
) -> dict[str, Any]:
    """Judged, put to the gate, and composed."""
    judge = Judge(knowledge.facts, knowledge.names, verifier, knowledge.passages)
    judged = {name: [_judged(judge, probes, draw) for draw in found] for name, found in draws.items()}
    first = {name: found[0] for name, found in judged.items()}
    more = {name: found[1:] for name, found in judged.items() if len(found) > 1}
    gated = list(first)[-1]
    decision = decide(first[gated], knowledge.brand.gate, _live(examined, registry, gated), more.get(gated, ()))
    manifest = home() / "catalog" / "manifest.json"
    catalog = artifacts.file_sha256(manifest) if manifest.exists() else ""
    is_guarded = examined.answers is None
    subject = Subject(examined.name, knowledge.brand.name, catalog, examined.base_name, is_guarded)
    repeats = Repeats(way.repeats, way.temperature, more)
    return compose(subject, first, decision, Truth(knowledge.facts, knowledge.passages), gated, repeats)


async def second_opinions(report: Mapping[str, Any], knowledge: Knowledge, adviser: Adviser) -> dict[str, Any]:
    """The report, with what a model says of the statements that no rule decided. The gate has spoken before."""
    num_open = sum(is_open(answer, report) for answer in report["answers"])
    with Progress(console=Console(stderr=True)) as progress:
        bar = progress.add_task("undecided answers", total=num_open)
        opinions = Opinions(adviser, home() / "reports" / "judge")
        return await consult(report, knowledge, opinions, adviser.name, partial(progress.advance, bar))


def _judged(judge: Judge, probes: Sequence[Probe], draw: Sequence[Reply]) -> list[Judged]:
    return [judge.judge(probe, _writable(reply)) for probe, reply in zip(probes, draw, strict=True)]


def _writable(reply: Reply) -> Reply:
    """Half a character, as JSON may escape it, is in no file; it must not end a check after an hour."""
    return replace(reply, text=reply.text.encode("utf-8", "replace").decode("utf-8"))


def _live(examined: Examined, registry: Registry, configuration: str) -> dict[str, bool] | None:
    """How the live version did, where there is another one with a report."""
    live = registry.live() if examined.version is not None else None
    report = registry.report(live) if live is not None and live != examined.version else None
    return right_by_probe(report, configuration) if report is not None else None
