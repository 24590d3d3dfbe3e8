"""`check`: put the probes to a model in every configuration, judge the answers, write the report, ask the gate."""

import asyncio
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant import artifacts
from assistant.config import home
from assistant.errors import ConfigError, GateFailed

if TYPE_CHECKING:
    from assistant.accuracy.opinions import Adviser
    from assistant.accuracy.suite import Probe
    from assistant.knowledge.knowledge import Knowledge
    from assistant.registry import Registry
    from serving.examine import Way
    from serving.subjects import Examined

Model = Annotated[
    str | None,
    typer.Option(
        help="candidate (without one: live), live, a version, starter, an address (http://…/v1) or ANSWERS.jsonl"
    ),
]
Limit = Annotated[int | None, typer.Option(min=1, help="Ask only so many probes, the kinds in proportion.")]
Only = Annotated[str | None, typer.Option("--configurations", help="Only these rows, separated by commas.")]
Base = Annotated[str | None, typer.Option(help="Compare with this base model instead of the one it was made from.")]
Concurrency = Annotated[int, typer.Option(min=1, max=64, help="Questions under way at once.")]
RepeatsOption = Annotated[int, typer.Option(min=1, max=100, help="Ask each question so often; sampled models only.")]
Temperature = Annotated[float, typer.Option(min=0, max=2, help="Above 0 answers are sampled.")]
MaxSeconds = Annotated[float | None, typer.Option(min=1, help="Stop asking after so long; what is left is unscored.")]
JudgeOption = Annotated[
    str | None,
    typer.Option(
        "--judge",
        metavar="MODEL",
        help="Show beside the figures what a model says of statements that no rule decided: an address "
        "(https://…/v1#NAME; its key in TRUEBRAND_JUDGE_KEY), or the hub id or folder of an entailment model.",
    ),
]
Compare = Annotated[
    tuple[str, str] | None,
    typer.Option(metavar="A B", help="Ask nothing: compare the reports of two versions, or two report.json files."),
]
Margin = Annotated[float | None, typer.Option(min=0, max=1, help="With --compare: the share that may be lost.")]
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
    repeats: RepeatsOption = 1,
    temperature: Temperature = 0.0,
    max_seconds: MaxSeconds = None,
    judge: JudgeOption = None,
    compare: Compare = None,
    margin: Margin = None,
    probes_file: ProbesFile = None,
    export_probes: Export = None,
    seed: Seed = 0,
    as_json: AsJson = False,
) -> None:
    """Ask a model questions with known answers, judge every claim, and say whether it may go live.

    Answers are kept while they come in: a stopped check goes on where it was. Exit 1 when the gate says no.
    """
    if compare is not None:
        from assistant.accuracy.gate import MARGIN
        from serving import comparing

        comparing.run(*compare, configurations, MARGIN if margin is None else margin, as_json)
        return
    if margin is not None:
        raise ConfigError("--margin belongs to --compare A B; the gate's own margin is fixed")
    from assistant.accuracy import suite
    from assistant.knowledge.knowledge import Knowledge
    from serving.examine import Way

    knowledge = Knowledge.load(home())
    probes = _probes(knowledge, probes_file, seed)
    if limit is not None:
        probes = suite.thin(probes, limit)
    if export_probes is not None:
        suite.save(export_probes, probes)
        written = {"probes": str(export_probes), "n": len(probes)}
        typer.echo(json.dumps(written) if as_json else f"{len(probes)} probes in {export_probes}")
        return
    way = Way(concurrency, repeats, temperature, max_seconds)
    _examine(model, base, configurations, probes, knowledge, way, judge, as_json)


def _examine(
    model: str | None,
    base: str | None,
    configurations: str | None,
    probes: Sequence["Probe"],
    knowledge: "Knowledge",
    way: "Way",
    judge: str | None,
    as_json: bool,
) -> None:
    """Ask, judge, write down, tell. Raises GateFailed when the gate says no."""
    from assistant.accuracy.brand_rules import rules_of
    from assistant.accuracy.report import contract
    from assistant.accuracy.verify import Verifier
    from assistant.registry import Registry
    from serving import examine, figures, subjects

    registry = Registry(home())
    examined = subjects.find(model or _newest(registry), base, registry)
    names = _chosen(examined.configurations(), configurations)
    adviser = None if judge is None else _adviser(judge)
    rules = rules_of(knowledge.brand)
    verifier = Verifier(knowledge.facts, knowledge.names, knowledge.brand.brand.currency, rules=rules)
    draws = asyncio.run(examine.replies(examined, names, probes, knowledge, verifier, way))
    report = examine.report_of(examined, probes, draws, knowledge, verifier, registry, way)
    page = _write(report, examined, registry)
    if adviser is not None:  # the report stands whatever becomes of this
        report = asyncio.run(examine.second_opinions(report, knowledge, adviser))
        page = _write(report, examined, registry)
    figures.print_report(report, page)
    if as_json:
        typer.echo(json.dumps(contract(report), ensure_ascii=False))
    if not report["gate"]["passed"]:
        raise GateFailed(f"{examined.name}: the gate said no: {'; '.join(report['gate']['reasons'])}")


def _adviser(judge: str) -> "Adviser":
    """Before anything is asked: a judge that is not there must not be found missing after an hour."""
    from serving.judge import find

    return asyncio.run(find(judge))


def _write(report: Mapping[str, Any], examined: "Examined", registry: "Registry") -> Path:
    """The report in its four forms; the page's path."""
    from assistant.accuracy.junit import junit
    from assistant.accuracy.page import page
    from assistant.accuracy.summary import summary

    folder = home() / "reports" / _folder_name(examined)
    html = page(report)
    artifacts.write_text(folder / "report.html", html)
    artifacts.write_text(folder / "junit.xml", junit(report))
    artifacts.write_text(folder / "summary.md", summary(report))
    artifacts.write_json(folder / "report.json", report)
    if examined.version is not None:
        registry.attach_report(examined.version, report, html)
    return folder / "report.html"


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


def _folder_name(examined: "Examined") -> str:
    """A version's own path below reports/; an address, a folder or a file as one plain name."""
    if examined.version is not None:
        return examined.name
    return artifacts.file_name(examined.name)
