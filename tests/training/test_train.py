"""The verbs end to end on a base of 20 thousand parameters: catalog to candidate, and the same command again."""

import json
from pathlib import Path

import pytest

from assistant.catalog.ingest import read_sources
from assistant.config import load_brand
from assistant.errors import ConfigError, DataError
from assistant.facts.derive import derive
from assistant.facts.storage import save
from assistant.registry import Registry
from training.dataset import dataset
from training.train import train

PRODUCTS = """name,category,price,weight,colour,waterproof
Tarn 2 Tent,Tents,349.00 EUR,1.9 kg,sand,yes
Tarn 3 Tent,Tents,449.00 EUR,2.4 kg,olive,yes
Fell 30 Pack,Packs,129.00 EUR,980 g,slate,no
"""
PRESET = """
[dataset]
grounded_per_fact = 1
closed_per_fact = 1
comparisons = 2
policies = 0
unknown_products = 2
small_talk = 2
test_share = 0.2
[lora]
r = 2
[sft]
epochs = 1.0
tokens_per_step = 4000
tokens_per_batch = 4000
max_length = 8000
"""


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("TRUEBRAND_HOME", str(tmp_path / "var"))
    (tmp_path / "brand.toml").write_text('[brand]\nname = "Osterfell"\n', encoding="utf-8")
    (tmp_path / "products.csv").write_text(PRODUCTS, encoding="utf-8")
    (tmp_path / "tiny.toml").write_text(PRESET, encoding="utf-8")
    brand = load_brand(tmp_path / "brand.toml")
    catalog = read_sources([tmp_path / "products.csv"], brand.name)
    save(derive(catalog, brand), catalog, tmp_path / "brand.toml", tmp_path / "var" / "catalog")
    return tmp_path


def run(home: Path, base: Path, capsys: pytest.CaptureFixture[str], **more: object) -> dict[str, object]:
    train(base=str(base), preset=str(home / "tiny.toml"), name="", as_json=True, **more)  # type: ignore[arg-type]
    found: dict[str, object] = json.loads(capsys.readouterr().out.splitlines()[-1])
    return found


def test_a_catalog_becomes_a_candidate_and_the_same_command_changes_nothing(
    home: Path, base_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = run(home, base_folder, capsys)
    assert (first["version"], first["is_new"]) == ("osterfell/v1", True)
    version = Registry(home / "var").get("candidate")
    assert version.made_from.keys() >= {
        "base",
        "base_sha256",
        "chat_template",
        "dataset",
        "catalog",
        "settings",
        "code",
    }
    assert (version.merged / "model.safetensors").is_file() and (version.adapter / "adapter_config.json").is_file()
    proof = json.loads((version.folder / "merge.json").read_text(encoding="utf-8"))
    assert proof["prompts"] > 0 and proof["kl_merged"] < 1e-4
    again = run(home, base_folder, capsys)
    assert (again["version"], again["is_new"]) == ("osterfell/v1", False)


def test_the_dataset_says_its_mix_and_writes_what_is_held_out(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dataset(preset=str(home / "tiny.toml"), preview=0, as_json=True)
    found = json.loads(capsys.readouterr().out.splitlines()[-1])
    assert found["mix"]["grounded"]["train"] > 0 and found["held_out_facts"] > 0
    manifest = json.loads((home / "var" / "dataset" / "manifest.json").read_text(encoding="utf-8"))
    assert len(manifest["held_out"]) == found["held_out_facts"] and manifest["held_out_phrasings"]


def test_the_preview_colours_what_is_learned(
    home: Path, base_folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")
    dataset(preset=str(home / "tiny.toml"), preview=3, base=str(base_folder), as_json=False)
    shown = capsys.readouterr().out
    assert "tokens are learned" in shown and "\x1b[1;32m" in shown and "<|im_end|>" in shown


def test_a_changed_dataset_is_refused_by_name(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    dataset(preset=str(home / "tiny.toml"), preview=0, as_json=True)
    rows = home / "var" / "dataset" / "rows.jsonl"
    rows.write_text(rows.read_text(encoding="utf-8").replace("1.9 kg", "1.8 kg"), encoding="utf-8")
    with pytest.raises(DataError, match=r"rows\.jsonl: missing or changed"):
        dataset(preset=str(home / "tiny.toml"), preview=0, as_json=True)


def test_without_a_catalog_the_verb_says_what_to_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUEBRAND_HOME", str(tmp_path))
    with pytest.raises(DataError, match="truebrand ingest"):
        dataset(preset="small", preview=0)


def test_an_unknown_method_and_a_folder_that_is_no_model_are_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="'dpo'; expected sft"):
        train(method="dpo")
    with pytest.raises(ConfigError, match=r"no config\.json"):
        train(base=str(tmp_path), preset="small")
