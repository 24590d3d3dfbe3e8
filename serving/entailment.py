"""An entailment model as the second layer: does a sentence of ours entail the claim, or contradict it?

The quote is the sentence itself, so that a person sees what decided.
"""

import asyncio
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final, Literal

from assistant.accuracy.opinions import MAX_QUOTE, Opinion
from assistant.errors import ConfigError
from assistant.knowledge.sentences import split
from serving.subjects import cache_key

THRESHOLD: Final = 0.9  # probability from which a sentence decides
BATCH: Final = 16
MAX_TOKENS: Final = 512  # of sentence and claim; fewer where the model or its tokenizer says so
_LABELS: Final[Mapping[Literal["supported", "contradicted"], str]] = {"supported": "entail", "contradicted": "contra"}


class Entailment:
    """A sequence classifier by hub id or folder. Raises ConfigError where it is none that tells entailment."""

    num_samples = 1  # it says the same to the same

    def __init__(self, model: str) -> None:
        import torch

        self.name = f"entailment by {model}"
        self._model, told = _loaded(model, "AutoModelForSequenceClassification", output_loading_info=True)
        self._tokenizer = _loaded(model, "AutoTokenizer")
        config = self._model.config
        labels = [config.id2label[place].casefold() for place in range(config.num_labels)]
        self._places = {verdict: _starting(labels, start) for verdict, start in _LABELS.items()}
        if self._places["supported"] is None or told["missing_keys"]:
            found = "an untrained head" if told["missing_keys"] else f"the labels {', '.join(labels)}"
            raise ConfigError(f"--judge {model!r}: has {found}; expected a model trained to tell entailment")
        self._model.to("cuda" if torch.cuda.is_available() else "cpu").eval()
        self._most = min(
            self._tokenizer.model_max_length, getattr(config, "max_position_embeddings", None) or MAX_TOKENS, MAX_TOKENS
        )
        revision = cache_key(model) if Path(model).is_dir() else getattr(config, "_commit_hash", None)
        self.version = f"{model} {revision} {THRESHOLD}"
        self._lock = threading.Lock()

    async def opinion(self, claim: str, evidence: Sequence[str]) -> Opinion:
        """What decides alone: not where one sentence speaks for the claim and another against it."""
        return await asyncio.to_thread(self._opinion, claim, evidence)

    def _opinion(self, claim: str, evidence: Sequence[str]) -> Opinion:
        sentences = [part for text in evidence for part in dict.fromkeys((text, *split(text))) if len(part) < MAX_QUOTE]
        with self._lock:
            rows = self._probabilities(claim, sentences)
        found: list[Opinion] = []
        for verdict, place in self._places.items():
            best = max(((row[place], said) for said, row in rows if place is not None), default=(0.0, ""))
            if best[0] >= THRESHOLD:
                found.append(Opinion(verdict=verdict, quote=best[1]))
        return found[0] if len(found) == 1 else Opinion(verdict="not_enough", quote="")

    def _probabilities(self, claim: str, sentences: Sequence[str]) -> list[tuple[str, list[float]]]:
        """Of each sentence that fits into the model whole, the probability of each label."""
        import torch

        fitting = [each for each in sentences if len(self._tokenizer(each, claim)["input_ids"]) <= self._most]
        rows: list[tuple[str, list[float]]] = []
        for start in range(0, len(fitting), BATCH):
            batch = fitting[start : start + BATCH]
            inputs = self._tokenizer(batch, [claim] * len(batch), padding=True, return_tensors="pt")
            with torch.inference_mode():
                logits = self._model(**inputs.to(self._model.device)).logits
            rows += zip(batch, logits.float().softmax(-1).tolist(), strict=True)
        return rows


def _starting(labels: Sequence[str], start: str) -> int | None:
    return next((place for place, label in enumerate(labels) if label.startswith(start)), None)


def _loaded(model: str, kind: str, **options: Any) -> Any:
    import transformers

    quiet: Any = transformers.utils.logging
    quiet.disable_progress_bar()
    try:
        return getattr(transformers, kind).from_pretrained(model, **options)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        reason = str(error).strip().partition("\n")[0][:200]
        raise ConfigError(
            f"--judge {model!r}: cannot be loaded ({reason}); expected an address (https://…/v1#MODEL), or the hub id "
            "or folder of an entailment model"
        ) from error
