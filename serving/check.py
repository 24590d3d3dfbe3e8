"""`check`: put the probes to a model in every configuration, judge the answers, write the report, ask the gate."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import artifacts
from assistant.config import home
from assistant.errors import ConfigError, GateFailed

if TYPE_CHECKING:
    from assistant.accuracy.score import Reply
    from assistant.accuracy.suite import Probe
    from assistant.accuracy.verify import Verifier
    from assistant.knowledge.knowledge import Knowledge
    from assistant.registry import Registry
    from serving.subjects import Examined

Model = Annotated[
    str | None,
    typer.Option(help="candidate (without one: live), live, a version, an address (http://…/v1) or ANSWERS.jsonl"),
]
Limit = Annotated[int | None, typer.Option(min=1, help="Ask only so many probes, the kinds in proportion.")]
Only = Annotated[str | None, typer.Option("--configurations", help="Only these rows, separated by commas.")]
Base = Annotated[str | None, typer.Option(help="Compare with this base model instead of the one it was made from.")]
Concurrency = Annotated[int, typer.Option(min=1, max=64, help="Questions under way at once.")]
ProbesFile = Annotated[Path | None, typer.Option("--probes", help="Ask the probes of this file.")]
Export = Annotated[Path | None, typer.Option("--export-probes", help="Write the probes to this file and stop.")]
Seed = Annotated[int, typer.Option(help="Another seed, other questions.")]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON object on the last line.")]


def check(
    model: Model = None,
    limit: Limit = None,
    configurations: Only = None,
    base: Base = None,
    concurrency: Concurrency = 48,
    probes_file: ProbesFile = None,
    export_probes: Export = None,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Ask a model questions with known answers, judge every claim, and say whether it may go live.

    Answers are kept while they come in: a stopped check goes on where it was. Exit 1 when the gate says no.
    """
    from assistant.accuracy import suite
    from assistant.accuracy.page import page
    from assistant.accuracy.report import contract
    from assistant.accuracy.verify import Verifier
    from assistant.knowledge.knowledge import Knowledge
    from assistant.registry import Registry
    from serving import subjects

    registry = Registry(home())
    knowledge = Knowledge.load(home())
    probes = _probes(knowledge, probes_file, seed)
    if limit is not None:
        probes = suite.thin(probes, limit)
    if export_probes is not None:
        suite.save(export_probes, probes)
        written = {"probes": str(export_probes), "n": len(probes)}
        typer.echo(json.dumps(written) if as_json else f"{len(probes)} probes in {export_probes}")
        return
    examined = subjects.find(model or _newest(registry), base, registry)
    names = _chosen(examined.configurations(), configurations)
    verifier = Verifier(knowledge.facts, knowledge.names, knowledge.brand.brand.currency)
    replies = asyncio.run(_replies(examined, names, probes, knowledge, verifier, concurrency))
    report = _report(examined, names, probes, replies, knowledge, verifier, registry)
    folder = home() / "reports" / _folder_name(examined)
    html = page(report)
    artifacts.write_text(folder / "report.html", html)
    artifacts.write_json(folder / "report.json", report)
    if examined.version is not None:
        registry.attach_report(examined.version, report, html)
    _print(report, folder / "report.html")
    if as_json:
        typer.echo(json.dumps(contract(report), ensure_ascii=False))
    if not report["gate"]["passed"]:
        raise GateFailed(f"{examined.name}: the gate said no: {'; '.join(report['gate']['reasons'])}")


def _newest(registry: "Registry") -> str:
    """The candidate; once it is live, that."""
    return "live" if registry.candidate() is None and registry.live() is not None else "candidate"


def _probes(knowledge: "Knowledge", file: Path | None, seed: int) -> list["Probe"]:
    from assistant.accuracy import probes, suite

    if file is not None:
        return suite.load(file)
    manifest = home() / "dataset" / "manifest.json"
    held_out = artifacts.read_json(manifest).get("held_out", []) if manifest.exists() else []
    made = probes.make(knowledge.facts, knowledge.passages, seed, frozenset(held_out))
    if not made:
        raise ConfigError(f"{home() / 'catalog'}: no fact or passage to ask about; ingest product data or documents")
    return made


def _chosen(possible: Sequence[str], wanted: str | None) -> list[str]:
    names = list(possible) if wanted is None else [name.strip() for name in wanted.split(",")]
    for name in names:
        if name not in possible:
            raise ConfigError(f"--configurations {name!r}; here one or more of {', '.join(possible)}")
    return [name for name in possible if name in names]


async def _replies(
    examined: "Examined",
    names: Sequence[str],
    probes: Sequence["Probe"],
    knowledge: "Knowledge",
    verifier: "Verifier",
    concurrency: int,
) -> dict[str, list["Reply"]]:
    """By configuration, one reply a probe. Models are held one at a time."""
    from rich.console import Console
    from rich.progress import MofNCompleteColumn, Progress, TimeElapsedColumn, TimeRemainingColumn

    from assistant.accuracy.score import Reply
    from serving import subjects
    from serving.asking import Remembered, ask_all
    from serving.engine.protocol import EngineSettings

    replies: dict[str, list[Reply]] = {}
    if examined.answers is not None:
        given = examined.answers
        missing = Reply("", f"no line with its id in {examined.name}")
        if not any(probe.id in given for probe in probes):
            raise ConfigError(f"{examined.name}: none of its ids is a probe's; take ids from --export-probes")
        return {names[0]: [Reply(given[probe.id]) if probe.id in given else missing for probe in probes]}
    settings = EngineSettings(max_running=concurrency)
    columns = (*Progress.get_default_columns()[:2], MofNCompleteColumn(), TimeElapsedColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        for folder in dict.fromkeys(map(examined.model_of, names)):
            cache = home() / "reports" / "cache" / f"{subjects.cache_key(folder)}.jsonl"
            model = Remembered(subjects.engine(folder, settings), cache)
            try:
                for name in (name for name in names if examined.model_of(name) == folder):
                    bar = progress.add_task(name, total=len(probes))
                    respond = subjects.responder(name, knowledge, verifier, model)
                    replies[name] = await ask_all(probes, respond, concurrency, partial(progress.advance, bar))
            finally:
                await model.stop()
            if folder.startswith(("http://", "https://")):
                cache.unlink(missing_ok=True)  # whole: the next check must ask the server anew
    return replies


def _report(
    examined: "Examined",
    names: Sequence[str],
    probes: Sequence["Probe"],
    replies: Mapping[str, Sequence["Reply"]],
    knowledge: "Knowledge",
    verifier: "Verifier",
    registry: "Registry",
) -> dict[str, Any]:
    from assistant.accuracy.gate import decide
    from assistant.accuracy.report import Subject, Truth, compose
    from assistant.accuracy.score import Judge

    passages = knowledge.passages
    judge = Judge(knowledge.facts, knowledge.names, verifier, passages)
    judged = {
        name: [judge.judge(probe, reply) for probe, reply in zip(probes, replies[name], strict=True)] for name in names
    }
    gated = names[-1]
    decision = decide(judged[gated], knowledge.brand.gate, _live(examined, registry, gated))
    manifest = home() / "catalog" / "manifest.json"
    catalog = artifacts.file_sha256(manifest) if manifest.exists() else ""
    subject = Subject(examined.name, knowledge.brand.name, catalog, examined.base_name)
    return compose(subject, judged, decision, Truth(knowledge.facts, passages), gated)


def _live(examined: "Examined", registry: "Registry", configuration: str) -> dict[str, bool] | None:
    """How the live version did, where there is another one with a report."""
    from assistant.accuracy.report import right_by_probe

    live = registry.live() if examined.version is not None else None
    report = registry.report(live) if live is not None and live != examined.version else None
    return right_by_probe(report, configuration) if report is not None else None


def _print(report: Mapping[str, Any], page: Path) -> None:
    from rich.console import Console
    from rich.table import Table

    from assistant.accuracy.page import headline
    from assistant.accuracy.report import CONTRACT

    table = Table("configuration", "n", *(name.replace("_", " ") for name in CONTRACT))
    for name, found in report["configurations"].items():
        table.add_row(name, str(found["n"]), *(_cell(found[key]) for key in CONTRACT))
    console = Console(width=None if Console().is_terminal else 120)
    console.print(table)
    console.print(headline(report), highlight=False)
    for each in report["gate"]["conditions"]:
        mark = "[green]yes[/]" if each["met"] else "[red]no [/]"
        console.print(f"  {mark} {each['name']}: {each['found']}, required {each['required']}", highlight=False)
    console.print(f"gate: {'passed' if report['gate']['passed'] else 'refused'}; every answer: {page}", soft_wrap=True)


def _cell(rate: Mapping[str, Any]) -> str:
    if not rate["n"]:
        return "–"
    share = f"{rate['k']}/{rate['n']} {100 * rate['k'] / rate['n']:.1f} %"
    return f"{share}\n[dim]{100 * rate['low']:.1f} to {100 * rate['high']:.1f}[/]"


def _folder_name(examined: "Examined") -> str:
    """A version's own path below reports/; an address, a folder or a file as one plain name."""
    if examined.version is not None:
        return examined.name
    return "".join(letter if letter.isalnum() or letter in "-." else "-" for letter in examined.name).strip("-.")
