"""What is examined: versions of the registry, a server's address, or a file of answers; each in its configurations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Final

from assistant import artifacts
from assistant.accuracy.report import CONFIGURATIONS, SHOPPERS
from assistant.accuracy.score import Reply
from assistant.accuracy.suite import Probe
from assistant.accuracy.verify import Verifier
from assistant.answer import Answerer, Mode, Sampling
from assistant.errors import ConfigError, DataError
from assistant.knowledge.knowledge import Knowledge
from assistant.registry import Registry, Version
from serving.asking import Engine, Remembered, Respond
from serving.engine.protocol import EngineSettings
from serving.engine.select import check_folder, load
from serving.whole import WholeBatches

STARTER: Final = "starter"


@dataclass(frozen=True, slots=True)
class Examined:
    """A model, or a file of answers, and the base it is compared with."""

    name: str  # "sample/v3", an address, a path
    model: str | None  # folder or address; None for a file of answers
    base: str | None = None  # folder of the base model
    base_name: str | None = None
    version: Version | None = None
    answers: Mapping[str, Sequence[str]] | None = None  # by probe id, one of each draw

    def configurations(self) -> tuple[str, ...]:
        """Those that can be run: a base has a row only where it is known."""
        if self.model is None:
            return (SHOPPERS,)
        return CONFIGURATIONS if self.base is not None else CONFIGURATIONS[2:]

    def model_of(self, configuration: str) -> str:
        folder = self.base if configuration.startswith("base") else self.model
        assert folder is not None, configuration
        return folder


def find(selector: str, base: str | None, registry: Registry) -> Examined:
    """What `--model` means. Raises ConfigError or RegistryError naming what was expected."""
    if is_address(selector):
        return Examined(selector, selector, base and _folder(base), base)
    if selector.endswith(".jsonl") or Path(selector).is_file():
        return Examined(selector, None, answers=read_answers(Path(selector)))
    if (Path(selector) / "config.json").is_file():
        return Examined(selector, selector, base and _folder(base), base)
    if selector == STARTER:
        return Examined(STARTER, _folder(STARTER), base and _folder(base), base)
    version = registry.get(selector)
    named = base or str(version.made_from.get("base", STARTER))
    return Examined(version.id, str(version.merged), _folder(named), named, version)


def read_answers(path: Path) -> dict[str, list[str]]:
    """Lines of {"id", "answer"}; an id that comes again is the next draw. Raises DataError naming the line."""
    answers: dict[str, list[str]] = {}
    for place, row in enumerate(artifacts.read_jsonl(path), start=1):
        if not isinstance(row, dict) or not isinstance(row.get("id"), str) or not isinstance(row.get("answer"), str):
            raise DataError(f'{path}:{place}: expected {{"id": …, "answer": …}}, both texts')
        answers.setdefault(row["id"], []).append(row["answer"])
    return answers


def responder(
    configuration: str, knowledge: Knowledge, verifier: Verifier, model: Remembered, temperature: float = 0.0
) -> Respond:
    """How one configuration answers a probe: through the code that serves, so that this is what is checked."""
    mode: Mode = "closed-book"
    if "+retrieval" in configuration:
        mode = "guard" if configuration.endswith("+guard") else "retrieval"
    answerer = Answerer(knowledge, model, verifier, mode, Sampling(temperature=temperature))

    async def respond(probe: Probe) -> Reply:
        answer = await answerer.answer(probe.question, probe.history)
        is_repaired = bool(answer.withheld) or any(sentence.was is not None for sentence in answer.sentences)
        return Reply(answer.text, is_repaired=is_repaired)

    return respond


def is_address(model: str) -> bool:
    return model.startswith(("http://", "https://"))


def engine(model: str, settings: EngineSettings, temperature: float = 0.0) -> Engine:
    """The quickest way to many answers: greedy ones in whole batches on a CPU, else by the serving engine."""
    if not is_address(model):
        import torch

        check_folder(Path(model))
        if not torch.cuda.is_available() and temperature == 0:
            return WholeBatches(Path(model), settings)
    return load(model, settings)


def cache_key(model: str) -> str:
    """Names what was answered: a folder by its files' contents, an address by itself."""
    folder = Path(model)
    return artifacts.sha256(str(sorted(artifacts.tree_sha256(folder).items())) if folder.is_dir() else model)[:16]


def _folder(base: str) -> str:
    """The base model's folder: the starter that ships, a path, or what the hub's cache holds."""
    if base == STARTER:
        return str(files("training.starter") / "weights")
    if Path(base).expanduser().is_dir():
        return str(Path(base).expanduser())
    from huggingface_hub import snapshot_download
    from huggingface_hub.errors import LocalEntryNotFoundError

    try:
        return snapshot_download(base, local_files_only=True)
    except (LocalEntryNotFoundError, ValueError) as error:
        raise ConfigError(
            f"--base {base!r}: neither a folder nor in the hub's cache; expected the base model"
        ) from error
