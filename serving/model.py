"""What `--model` means to the verbs that answer: a version of the registry, a folder, or another server's address."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from assistant.config import home
from assistant.errors import RegistryError
from assistant.registry import Registry
from serving.engine.protocol import Engine, EngineSettings
from serving.engine.select import load


@dataclass(frozen=True, slots=True)
class Chosen:
    """An engine that is not started yet, and what is known of its model."""

    engine: Engine
    created: int  # seconds since 1970; 0 where it is not known


def choose(selector: str, settings: EngineSettings) -> Chosen:
    """`live`, `candidate`, `v3`, `NAME/v3`, a model folder, or an address. Raises RegistryError or ConfigError."""
    if selector.startswith(("http://", "https://")):
        return Chosen(load(selector, settings), 0)
    if (Path(selector) / "config.json").is_file():
        return Chosen(load(Path(selector), settings), 0)
    try:
        version = Registry(home()).get(selector)
    except RegistryError:
        if Path(selector).is_dir():
            return Chosen(load(Path(selector), settings), 0)  # says what the folder lacks
        raise
    created = int(datetime.fromisoformat(str(version.manifest["created"])).timestamp())
    return Chosen(load(version.merged, settings, name=version.id), created)
