"""The verb `ask`: one question, and the answer with the evidence and verdict of each sentence."""

import asyncio
import json
from typing import Annotated, Any

import typer

from assistant.answer import Answer
from assistant.config import home
from assistant.generation import Released
from assistant.knowledge.knowledge import Knowledge
from serving.answering import answerer
from serving.engine.protocol import Engine
from serving.model import choose
from serving.settings import load_settings

MARKS = {"correct": ("✓", "green"), "undecided": ("?", "yellow"), "none": ("·", None), "wrong": ("✗", "red")}


def ask(
    question: Annotated[str, typer.Argument(help="What a customer would ask.")],
    model: Annotated[str, typer.Option(help="live, candidate, a version, a model folder, or a server's URL.")] = "live",
    groups: Annotated[list[str] | None, typer.Option("--group", help="Access group of the one who asks.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="One JSON object as the last line.")] = False,
) -> None:
    """Ask one question; the answer comes with its evidence and verdicts."""
    settings = load_settings()
    knowledge = Knowledge.load(home())
    engine = choose(model, settings.engine()).engine
    answer = asyncio.run(_answer(knowledge, engine, question, groups or []))
    if as_json:
        typer.echo(json.dumps({"model": engine.name, "question": question, **as_object(answer)}, ensure_ascii=False))
        return
    for sentence in answer.sentences:
        _show(sentence)
    for text in answer.withheld:
        typer.secho(f"  withheld: {text}", err=True, dim=True)


async def _answer(knowledge: Knowledge, engine: Engine, question: str, groups: list[str]) -> Answer:
    await engine.start()
    try:
        return await answerer(knowledge, engine).answer(question, groups=groups)
    finally:
        await engine.stop()


def as_object(answer: Answer) -> dict[str, Any]:
    """An answer as other programs read it."""
    return {
        "answer": answer.text,
        "sentences": [
            {
                "text": sentence.text,
                "verdict": sentence.verdict,
                "was": sentence.was,
                "evidence": [
                    {"id": cited.id, "text": cited.text, "source": cited.source} for cited in sentence.citations
                ],
                "findings": [
                    {
                        "attribute": found.attribute,
                        "value": found.value,
                        "verdict": found.verdict,
                        "reason": found.reason,
                    }
                    for found in sentence.findings
                ],
            }
            for sentence in answer.sentences
        ],
        "products": list(answer.products),
        "withheld": list(answer.withheld),
    }


def _show(sentence: Released) -> None:
    mark, colour = MARKS[sentence.verdict]
    typer.secho(f"{mark} {sentence.text}", fg=colour, bold=sentence.verdict == "correct")
    for cited in sentence.citations:
        typer.echo(f"    {cited.text}  ({cited.source})")
    if sentence.was:
        typer.secho(f"    the model had said: {sentence.was}", dim=True)
