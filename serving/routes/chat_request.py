"""What a chat request may say. What cannot be honoured is refused by name, never passed over."""

from typing import Annotated, Any, Literal, cast

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from assistant.prompt import ASSISTANT, SYSTEM, USER, Message
from serving.errors import Refused

# Parameters of OpenAI's that this server honours in one value only, the one that asks for nothing.
NEUTRAL: dict[str, tuple[Any, ...]] = {
    "n": (1,),
    "presence_penalty": (0,),
    "frequency_penalty": (0,),
    "logit_bias": ({},),
    "logprobs": (False,),
    "top_logprobs": (0,),
    "tools": ([],),
    "tool_choice": ("none", "auto"),
    "parallel_tool_calls": (True, False),
    "functions": ([],),
    "function_call": ("none",),
    "modalities": (["text"],),
    "response_format": ({"type": "text"},),
    "reasoning_effort": ("none",),
    "service_tier": ("auto", "default"),
    "store": (True, False),
    "prediction": (),
    "audio": (),
    "web_search_options": (),
}
INSTRUCTIONS = (SYSTEM, "developer")


class Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class TextPart(Strict):
    type: Literal["text"]
    text: str


class Turn(Strict):
    """One message. Tool calls, images and sound are not this assistant's."""

    role: str
    content: str | list[TextPart]
    name: str | None = None
    refusal: None = None

    @field_validator("role")
    @classmethod
    def _known(cls, role: str) -> str:
        if role not in (*INSTRUCTIONS, USER, ASSISTANT):
            raise ValueError(f"is {role!r}; expected one of {', '.join((*INSTRUCTIONS, USER, ASSISTANT))}")
        return role

    def text(self) -> str:
        return self.content if isinstance(self.content, str) else "\n".join(part.text for part in self.content)


class StreamOptions(Strict):
    include_usage: bool = False
    include_obfuscation: Literal[False] = False


class ChatRequest(Strict):
    model: str
    messages: Annotated[list[Turn], Field(min_length=1, max_length=200)]
    stream: bool = False
    stream_options: StreamOptions | None = None
    max_tokens: Annotated[int, Field(ge=1)] | None = None
    max_completion_tokens: Annotated[int, Field(ge=1)] | None = None
    temperature: Annotated[float, Field(ge=0, le=2)] | None = None
    top_p: Annotated[float, Field(gt=0, le=1)] | None = None
    stop: str | Annotated[list[str], Field(max_length=4)] | None = None
    seed: int | None = None  # an answer at temperature 0 is the same every time without one
    user: str | None = None
    metadata: dict[str, str] | None = None
    safety_identifier: str | None = None
    prompt_cache_key: str | None = None

    @model_validator(mode="before")
    @classmethod
    def _honourable(cls, given: Any) -> Any:
        """Take out what asks for nothing; refuse by name what asks for something that is not done here."""
        if not isinstance(given, dict):
            return given
        for name in NEUTRAL.keys() & given.keys():
            if given[name] is not None and given[name] not in NEUTRAL[name]:
                raise Refused(
                    400, f"{name!r} is not supported here; leave it out.", param=name, code="unsupported_parameter"
                )
        return {name: value for name, value in given.items() if name not in NEUTRAL}

    @model_validator(mode="after")
    def _together(self) -> "ChatRequest":
        if self.seed is not None and self.temperature:
            raise Refused(400, "'seed' holds only at temperature 0 here.", param="seed", code="unsupported_parameter")
        if self.stream_options is not None and not self.stream:
            raise Refused(400, "'stream_options' needs 'stream'.", param="stream_options", code="invalid_value")
        return self

    def conversation(self) -> list[Message]:
        """The turns of user and assistant; instructions are the brand's to give."""
        return [
            cast(Message, {"role": turn.role, "content": turn.text()})
            for turn in self.messages
            if turn.role not in INSTRUCTIONS
        ]

    def has_instructions(self) -> bool:
        return any(turn.role in INSTRUCTIONS for turn in self.messages)

    def stops(self) -> list[str]:
        return [self.stop] if isinstance(self.stop, str) else list(self.stop or [])

    def most_tokens(self) -> int | None:
        return self.max_completion_tokens or self.max_tokens

    def wants_usage(self) -> bool:
        return self.stream and self.stream_options is not None and self.stream_options.include_usage
