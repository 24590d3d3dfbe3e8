"""Which engine a setting means: a model folder runs here, an address is asked over HTTP."""

from pathlib import Path

from assistant.errors import ConfigError
from serving.engine.protocol import Engine, EngineSettings


def load(model: str | Path, settings: EngineSettings | None = None, *, name: str | None = None) -> Engine:
    """The engine for a model folder or for the address of a server (https://host/v1); not started yet.

    Raises ConfigError when it is neither, or the folder cannot be asked (no config, weights or chat template).
    """
    settings = settings or EngineSettings()
    if isinstance(model, str) and model.startswith(("http://", "https://")):
        from serving.engine.remote import RemoteEngine

        return RemoteEngine(model, settings, name=name)
    folder = Path(model)
    check_folder(folder)
    from serving.engine.batching import BatchingEngine

    return BatchingEngine(folder, settings, name=name or folder.name)


def check_folder(folder: Path) -> None:
    """Raise ConfigError in one line when the folder is not a model that can hold a conversation."""
    if not (folder / "config.json").is_file():
        raise ConfigError(
            f"{folder}: no model here (no config.json); give a model folder, a version, or a server's address"
        )
    if not any(folder.glob("*.safetensors")):
        raise ConfigError(f"{folder}: config.json but no *.safetensors; the model is not whole, make or copy it again")
    if not (folder / "tokenizer.json").is_file() and not (folder / "tokenizer_config.json").is_file():
        raise ConfigError(f"{folder}: no tokenizer beside the weights; copy tokenizer.json and tokenizer_config.json")
