"""How a server is run: each setting is an environment variable TRUEBRAND_NAME."""

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from assistant.config import home
from assistant.errors import ConfigError
from serving.engine.protocol import Device, Dtype, EngineSettings


class ServeSettings(BaseSettings):
    """Limits are for one process; what is past them waits, and past the queue is refused with Retry-After."""

    model_config = SettingsConfigDict(env_prefix="TRUEBRAND_", frozen=True, extra="ignore")

    api_keys: SecretStr | None = Field(default=None, description="KEY or KEY=group+group, separated by commas")
    sites: str | None = Field(default=None, description="file of site keys: JSON, {pk_…: [origins]}")
    database_url: str | None = Field(default=None, description="None: sqlite in TRUEBRAND_HOME")
    public: bool = Field(default=False, description="ask for a key at /demo and /metrics from this machine too")

    device: Device = "auto"
    dtype: Dtype = "auto"
    context: int | None = Field(default=None, ge=128)
    engine_key: SecretStr | None = Field(default=None, description="key for a remote engine")
    judge_key: SecretStr | None = Field(default=None, description="key for the address of check --judge")

    places: int = Field(default=16, ge=1, description="answers under way at once")
    waiting: int = Field(default=32, ge=0, description="questions in the queue behind them")
    wait_seconds: float = Field(default=10.0, gt=0)
    answer_seconds: float = Field(default=120.0, gt=0)
    answer_tokens: int = Field(default=160, ge=1, description="the most one answer may be")
    question_characters: int = Field(default=4000, ge=1)
    history_turns: int = Field(default=12, ge=0)
    body_bytes: int = Field(default=65536, ge=1024)
    key_per_minute: int = Field(default=600, ge=1)
    address_per_minute: int = Field(default=120, ge=1)
    session_per_minute: int = Field(default=20, ge=1)
    notice_seconds: float = Field(
        default=0.0, ge=0, description="between not being ready and closing the door, when told to end"
    )
    drain_seconds: float = Field(default=10.0, ge=0, description="for answers under way when told to end")

    @property
    def database(self) -> str:
        return self.database_url or f"sqlite:///{home() / 'truebrand.db'}"

    def engine(self) -> EngineSettings:
        return EngineSettings(
            device=self.device,
            dtype=self.dtype,
            context=self.context,
            max_running=self.places,
            max_waiting=self.waiting + self.places,
            api_key=self.engine_key.get_secret_value() if self.engine_key else "",
        )


def load_settings() -> ServeSettings:
    """Read the environment. Raises ConfigError naming the variable, what was found and what was expected."""
    try:
        return ServeSettings()
    except ValidationError as error:
        first = error.errors()[0]
        name = "TRUEBRAND_" + str(first["loc"][0]).upper()
        raise ConfigError(f"{name} is {first['input']!r}: {first['msg'].lower()}; correct or unset it") from error
