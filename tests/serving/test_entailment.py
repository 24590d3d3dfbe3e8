"""The entailment layer on a classifier of a few thousand weights, made and trained for a moment here."""

import shutil
from pathlib import Path
from typing import Any

import pytest

from assistant.accuracy.opinions import Opinion, Opinions, Piece
from assistant.errors import ConfigError
from serving.entailment import Entailment
from serving.judge import find

LABELS = ("CONTRADICTION", "NEUTRAL", "ENTAILMENT")
WASH, SHIP = "Wash it by hand with plain soap.", "Parcels are sent by ship to the islands."
CLAIM = "You can wash it by hand."
NOTHING = Opinion(verdict="not_enough", quote="")
# Of each sentence of ours, what it does to the claim.
TAUGHT = {WASH: 2, SHIP: 1, "Never let water touch it, not by hand either.": 0}


def make_classifier(folder: Path, labels: tuple[str, ...] = LABELS, taught: dict[str, int] | None = None) -> Path:
    """Random, or taught until it knows a handful of pairs by heart."""
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers, processors
    from transformers import BertConfig, BertForSequenceClassification
    from transformers import PreTrainedTokenizerFast as Untyped

    words = sorted({word for text in (CLAIM, *TAUGHT) for word in text.split()})
    vocabulary = {token: place for place, token in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *words])}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    tokenizer.post_processor = processors.TemplateProcessing(
        single="[CLS] $A [SEP]", pair="[CLS] $A [SEP] $B:1 [SEP]:1", special_tokens=[("[CLS]", 2), ("[SEP]", 3)]
    )
    Fast: Any = Untyped
    fast = Fast(tokenizer_object=tokenizer, pad_token="[PAD]", unk_token="[UNK]", model_max_length=40)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(vocabulary),
        hidden_size=32,
        num_hidden_layers=1,
        num_attention_heads=2,
        intermediate_size=32,
        max_position_embeddings=40,
        initializer_range=0.3,
        id2label=dict(enumerate(labels)),
        label2id={label: place for place, label in enumerate(labels)},
    )
    made: Any = BertForSequenceClassification(config)
    model = made.eval()
    if taught:
        inputs = fast(list(taught), [CLAIM] * len(taught), padding=True, return_tensors="pt")
        fit = torch.optim.Adam(model.parameters(), 0.003)
        for _ in range(60):
            fit.zero_grad()
            model(**inputs, labels=torch.tensor(list(taught.values()))).loss.backward()
            fit.step()
    fast.save_pretrained(folder)
    model.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def taught(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_classifier(tmp_path_factory.mktemp("models") / "taught", taught=TAUGHT)


async def test_the_sentence_that_entails_is_the_quote(taught: Path, tmp_path: Path) -> None:
    model = await find(str(taught))
    evidence = [Piece(SHIP, "shipping.md:2"), Piece(WASH, "care.md:3")]
    ruling = await Opinions(model, tmp_path).rule(CLAIM, evidence)
    assert (ruling.verdict, ruling.quote, ruling.source) == ("supported", WASH, "care.md:3")
    assert model.num_samples == 1
    assert model.name == f"entailment by {taught}"


async def test_a_contradiction_is_told_from_what_says_nothing(taught: Path) -> None:
    model = Entailment(str(taught))
    ship, never = list(TAUGHT)[1:]
    assert await model.opinion(CLAIM, [ship]) == NOTHING
    assert await model.opinion(CLAIM, [ship, never]) == Opinion(verdict="contradicted", quote=never)


async def test_where_one_sentence_entails_and_another_contradicts_nothing_is_decided(taught: Path) -> None:
    assert await Entailment(str(taught)).opinion(CLAIM, list(TAUGHT)) == NOTHING


async def test_a_sentence_too_long_for_the_model_is_passed_over_and_never_cut(taught: Path) -> None:
    model = Entailment(str(taught))
    assert await model.opinion(CLAIM, [f"{WASH.rstrip('.')} {'and so on ' * 20}"]) == NOTHING
    assert await model.opinion(CLAIM * 10, [WASH]) == NOTHING
    assert await model.opinion(CLAIM, []) == NOTHING


async def test_an_untaught_model_is_sure_of_nothing(tmp_path: Path) -> None:
    model = Entailment(str(make_classifier(tmp_path / "random")))
    assert await model.opinion(CLAIM, list(TAUGHT)) == NOTHING


async def test_two_labels_are_enough_and_then_nothing_is_contradicted(tmp_path: Path) -> None:
    taught = {text: int(label == 2) for text, label in TAUGHT.items()}
    model = Entailment(str(make_classifier(tmp_path / "two", ("not_entailment", "entailment"), taught)))
    assert (await model.opinion(CLAIM, list(TAUGHT))).verdict == "supported"
    assert await model.opinion(CLAIM, list(TAUGHT)[1:]) == NOTHING


def test_other_weights_are_another_version(taught: Path, tmp_path: Path) -> None:
    folder = tmp_path / "model"
    shutil.copytree(taught, folder)
    before = Entailment(str(folder)).version
    assert Entailment(str(folder)).version == before
    make_classifier(folder)
    assert Entailment(str(folder)).version != before


def test_what_is_no_entailment_model_is_refused_in_one_line(tmp_path: Path, tiny_model: Path) -> None:
    good_and_bad = make_classifier(tmp_path / "mood", ("good", "bad"))
    for model, said in (
        (good_and_bad, "has the labels good, bad; expected a model trained to tell entailment"),
        (tiny_model, "has an untrained head"),
        (tmp_path / "nothing", "expected an address (https://…/v1#MODEL), or the hub id or folder"),
    ):
        with pytest.raises(ConfigError) as caught:
            Entailment(str(model))
        assert said in str(caught.value)
        assert "\n" not in str(caught.value)
