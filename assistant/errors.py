"""Every error this project raises on purpose.

    AssistantError
    ├── DataError        product data cannot be read, or contradicts itself
    ├── ConfigError      a setting is unknown, out of range, or asks for what is not there
    ├── RegistryError    a model version is missing, or its files have changed
    ├── TrainingError    a training run cannot start, go on, or be trusted
    ├── EngineError      the model behind the answers is gone or broken
    ├── Overloaded       the engine's queue is full; the caller may try again
    └── GateFailed       a check ran to its end and said no

A message says where, what was found, what was expected, and what to do. It is fit to
show to an operator as it is. HTTP codes are serving's business: see `serving.errors`.
Subclasses add no `__init__`, so that they pickle across worker processes.
"""


class AssistantError(Exception):
    """Base of the family; catch this at a boundary, and nothing broader."""


class DataError(AssistantError, ValueError):
    """Product data cannot be read, or contradicts itself."""


class ConfigError(AssistantError, ValueError):
    """A setting is unknown, out of range, or asks for what is not there."""


class RegistryError(AssistantError, LookupError):
    """A model version is missing, or its files no longer match their recorded hashes."""


class TrainingError(AssistantError, RuntimeError):
    """A training run cannot start, go on, or be trusted."""


class EngineError(AssistantError, RuntimeError):
    """The model behind the answers is gone or broken."""


class Overloaded(AssistantError, RuntimeError):
    """The engine's queue is full; the caller may try again."""


class GateFailed(AssistantError, RuntimeError):
    """A check ran to its end and said no: exit code 1, where every other error is 2."""
