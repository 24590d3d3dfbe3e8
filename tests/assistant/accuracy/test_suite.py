import json
from pathlib import Path

import pytest

from assistant.accuracy import probes, suite
from assistant.accuracy.suite import KINDS
from assistant.errors import DataError
from tests.assistant.accuracy.camp import RETURNS, WASHING, camp

ROW = {"id": "a", "kind": "simple", "question": "How heavy?", "expected": {"facts": ["tarn-2-tent/weight"]}}


def test_probes_survive_the_file(tmp_path: Path) -> None:
    made = probes.make(camp(), (RETURNS, WASHING), held_out=("fell-tent/weight",))
    suite.save(tmp_path / "probes.jsonl", made)
    assert suite.load(tmp_path / "probes.jsonl") == made


def test_a_limit_keeps_the_kinds_in_proportion() -> None:
    made = probes.make(camp(), (RETURNS, WASHING), held_out=("fell-tent/weight",))
    few = suite.thin(made, len(made) // 2)
    assert len(few) == len(made) // 2
    for kind in KINDS:
        whole, part = (sum(probe.kind == kind for probe in each) for each in (made, few))
        assert abs(part - whole / 2) <= 1
    assert suite.thin(made, 10_000) == made


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"kind": "hard"}, "kind 'hard'; expected one of simple"),
        ({"expected": "yes"}, "expected 'yes'; expected 'abstain' or lists"),
        ({"expected": {"fact": ["a"]}}, "expected 'abstain' or lists of facts, products or passages"),
    ],
)
def test_a_row_that_is_no_probe_is_refused_with_its_line(tmp_path: Path, change: dict[str, object], said: str) -> None:
    path = tmp_path / "probes.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + json.dumps(ROW | {"id": "b"} | change) + "\n")
    with pytest.raises(DataError, match=r"probes\.jsonl:2: ") as error:
        suite.load(path)
    assert said in str(error.value)


def test_two_probes_of_one_id_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "probes.jsonl"
    path.write_text(json.dumps(ROW) + "\n" + json.dumps(ROW) + "\n")
    with pytest.raises(DataError, match="two probes have the id 'a'"):
        suite.load(path)


def test_a_file_without_a_probe_is_refused(tmp_path: Path) -> None:
    (tmp_path / "probes.jsonl").write_text("\n")
    with pytest.raises(DataError, match="holds no probe"):
        suite.load(tmp_path / "probes.jsonl")
