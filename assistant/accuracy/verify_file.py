"""`truebrand verify`: the verifier alone, over a file of records and texts."""

import json
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any, NamedTuple

import typer
from pydantic import BaseModel, ConfigDict, ValidationError

from assistant.accuracy.records import PRODUCT, RecordNames, facts_of
from assistant.accuracy.verdicts import Finding, Verification
from assistant.accuracy.verify import Verifier
from assistant.errors import DataError


def verify(
    file: Annotated[Path, typer.Argument(help='Lines of {"id", "product": {…}, "question"?, "text"}.')],
    as_json: Annotated[bool, typer.Option("--json", help="End with one JSON object that counts the verdicts.")] = False,
) -> None:
    """Judge texts by the records beside them; one JSON object a line on standard output."""
    verdicts: Counter[str] = Counter()
    for row in read_rows(file):
        verification = verify_row(row)
        verdicts[verification.verdict] += 1
        typer.echo(json.dumps(shown(row.id, verification), ensure_ascii=False))
    if as_json:
        typer.echo(json.dumps({"texts": verdicts.total(), "verdicts": dict(verdicts)}))


class Row(BaseModel):
    """A line of the file; keys besides these are let through."""

    model_config = ConfigDict(extra="ignore", strict=True)

    id: str | int
    product: dict[str, Any]
    text: str
    question: str | None = None


class Placed(NamedTuple):
    """A row and where it stands."""

    id: str | int
    product: dict[str, Any]
    text: str
    question: str | None
    place: str


def read_rows(file: Path) -> Iterator[Placed]:
    """Raises DataError naming file and line, what was found and what was expected."""
    expected = 'expected {"id", "product": {…}, "text"} and perhaps "question"'
    try:
        with file.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                place = f"{file}:{number}"
                if not line.strip():
                    continue
                try:
                    row = Row.model_validate(json.loads(line))
                except UnicodeDecodeError as error:
                    raise DataError(f"{place}: not UTF-8 at byte {error.start}; save the file as UTF-8") from error
                except (json.JSONDecodeError, RecursionError) as error:
                    raise DataError(f"{place}: not JSON ({error}); {expected} on every line") from error
                except ValidationError as error:
                    first = error.errors()[0]
                    where = ".".join(str(part) for part in first["loc"]) or "the line"
                    raise DataError(f"{place}: {where}: {first['msg'].lower()}; {expected}") from error
                yield Placed(row.id, row.product, row.text, row.question, place)
    except FileNotFoundError as error:
        raise DataError(f"{file}: no such file; give a file of JSON lines, {expected}") from error
    except (IsADirectoryError, PermissionError) as error:
        raise DataError(f"{file}: cannot be read ({error.strerror}); give a file of JSON lines") from error


def verify_row(row: Placed) -> Verification:
    """Judge one text by its own record."""
    facts = facts_of(row.product, row.place)
    verifier = Verifier(facts, RecordNames(facts), is_record=True)
    return verifier.verify(row.text, question=row.question, products=(PRODUCT,))


def shown(id_: str | int, verification: Verification) -> dict[str, Any]:
    """A line of the output."""
    return {
        "id": id_,
        "verdict": verification.verdict,
        "coverage": round(verification.coverage, 4),
        "claims": [_claim(item) for item in verification.findings],
    }


def _claim(item: Finding) -> dict[str, Any]:
    evidence = item.evidence
    return {
        "span": list(item.span),
        "attribute": item.attribute,
        "value": item.value,
        "verdict": item.verdict.value,
        "evidence": None if evidence is None else {"id": evidence.id, "text": evidence.text, "source": evidence.source},
        "reason": item.reason,
    }
