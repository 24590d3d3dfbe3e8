"""A merged model is registered only when it answers as base and adapter did."""

from pathlib import Path
from typing import Any

import pytest
import torch

from assistant.errors import ConfigError, TrainingError
from training import base_model, merge
from training.config import LoraSection, TrainingConfig
from training.merge import merge as merged
from training.sft import attach_lora, save_adapter

PROMPTS = [[5, 9, 40, 41, 42], [70, 71, 72, 5]]


@pytest.fixture(scope="module")
def adapter(base_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An adapter with random weights: it moves the base as training would."""
    torch.manual_seed(1)
    model = attach_lora(base_model.find(str(base_folder)).model(torch.float32), TrainingConfig(lora=LoraSection(r=4)))
    for name, weight in model.named_parameters():
        if "lora_B" in name:
            torch.nn.init.normal_(weight, std=0.02)
    folder = tmp_path_factory.mktemp("adapter")
    save_adapter(model, folder, "tiny")
    return folder


def test_the_merged_model_answers_as_base_and_adapter(base_folder: Path, adapter: Path, tmp_path: Path) -> None:
    proof = merged(base_model.find(str(base_folder)), adapter, PROMPTS, tmp_path)
    assert proof.prompts == 2 and proof.kl_merged < 1e-6 and proof.kl_saved < 1e-2 and proof.same_tokens == 1.0
    names = {path.name for path in tmp_path.iterdir()}
    assert {"model.safetensors", "config.json", "generation_config.json", "tokenizer.json"} <= names
    saved = base_model.find(str(tmp_path))
    assert saved.tokenizer().chat_template == base_model.find(str(base_folder)).tokenizer().chat_template
    assert next(iter(saved.model("auto").parameters())).dtype is torch.bfloat16, "the dtype of the base"


def test_a_model_that_answers_otherwise_is_refused(
    base_folder: Path, adapter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = base_model.BaseModel.model

    def spoiled(self: base_model.BaseModel, dtype: Any) -> Any:
        model = real(self, dtype)
        if self.name == "merged":
            torch.nn.init.normal_(model.model.layers[0].mlp.down_proj.weight)
        return model

    monkeypatch.setattr(base_model.BaseModel, "model", spoiled)
    with pytest.raises(TrainingError, match=r"merge: saved, .* nothing was registered"):
        merged(base_model.find(str(base_folder)), adapter, PROMPTS, tmp_path)


def test_a_wrong_merge_is_refused_before_it_is_saved(
    base_folder: Path, adapter: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merge, "_mean_kl", lambda wanted, found: 0.5)
    with pytest.raises(TrainingError, match="merged in fp32, KL 5"):
        merged(base_model.find(str(base_folder)), adapter, PROMPTS, tmp_path / "merged")
    assert not (tmp_path / "merged").exists()


def test_a_quantized_base_is_refused(base_folder: Path, tmp_path: Path) -> None:
    text = (base_folder / "config.json").read_text(encoding="utf-8")
    (tmp_path / "config.json").write_text(
        text.replace("{", '{"quantization_config": {"bits": 4},', 1), encoding="utf-8"
    )
    with pytest.raises(ConfigError, match="is quantized"):
        base_model.find(str(tmp_path))


@pytest.mark.parametrize("name", ["/nowhere/at/all", "no-such-org/no-such-model"])
def test_a_base_that_is_not_there_is_one_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    with pytest.raises(ConfigError) as error:
        base_model.find(name)
    assert "expected" in str(error.value) and "\n" not in str(error.value)
