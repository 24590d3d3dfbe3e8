"""POST /v1/chat/completions, in OpenAI's wire format: what any of its clients can speak."""

import time
from collections.abc import Sequence
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import JSONResponse

from assistant.answer import Released, Sampling
from assistant.errors import AssistantError
from assistant.generation import joined, spaced
from assistant.prompt import ASSISTANT, SYSTEM, USER, Message
from serving import sse
from serving.desk import Desk
from serving.engine.text import StopStrings
from serving.errors import Refused, body, told
from serving.keys import Holder
from serving.routes.chat_request import ChatRequest
from serving.running import Running, unless_gone
from serving.turn import End, Question, Started, shown

IGNORED = "x-truebrand-ignored"  # says in a reply which messages were not followed


def router(desk: Desk) -> APIRouter:
    routes = APIRouter()
    Caller = Annotated[Holder, Depends(desk.holder)]

    @routes.post("/v1/chat/completions")
    async def chat_completions(request: Request, holder: Caller, asked: ChatRequest) -> Response:
        """Answer the last message; every sentence of the answer is verified before it is sent."""
        question = _question(desk, asked, holder.id, holder.groups)
        running = Running(desk.turns.serve(question), desk.tasks)
        try:
            started = await unless_gone(request, running.next())
            assert isinstance(started, Started)
            reply = _Reply(desk, asked, started)
            if asked.stream:
                return _marked(asked, sse.stream(running, reply.begin(), reply.chunks, reply.end, reply.failure))
            return _marked(asked, JSONResponse(await unless_gone(request, _whole(running, reply))))
        except BaseException:
            running.cancel()
            raise

    return routes


async def _whole(running: Running[Started | Released | End], reply: "_Reply") -> dict[str, Any]:
    while True:
        try:
            reply.take(await running.next())
        except StopAsyncIteration:
            return reply.completion()


class _Reply:
    """An answer in the making, as chunks or as one object."""

    def __init__(self, desk: Desk, asked: ChatRequest, started: Started) -> None:
        self._engine = desk.parts.engine
        self._asked = asked
        self._head = {"id": f"chatcmpl-{started.message}", "created": int(time.time()), "model": desk.parts.model}
        self._stops = StopStrings(asked.stops())
        self._sentences: list[Released] = []
        self._text = ""
        self._finish = "stop"
        self._is_stopped = False

    def take(self, item: Started | Released | End) -> str:
        """The text that an event adds."""
        if isinstance(item, End):
            self._finish = "length" if item.finish == "length" and not self._is_stopped else "stop"
        if not isinstance(item, Released) or self._is_stopped:
            return ""
        self._sentences.append(item)
        passed = self._stops.push(spaced(self._read(), item.text))
        self._is_stopped = passed.stopped
        self._text += passed.text
        return passed.text

    def begin(self) -> list[str]:
        return [self._chunk({"role": ASSISTANT, "content": ""})]

    def chunks(self, item: Started | Released | End) -> list[str]:
        text = self.take(item)
        return [self._chunk({"content": text})] if text else []

    def end(self) -> list[str]:
        rest = self._rest()
        last = [self._chunk({"content": rest})] if rest else []
        last.append(self._chunk({}, finish=self._finish))
        if self._asked.wants_usage():
            last.append(self._event({"choices": [], "usage": self._usage()}))
        return [*last, "data: [DONE]\n\n"]

    def failure(self, error: AssistantError) -> list[str]:
        refused = told(error)
        return [sse.event(body(refused.status, refused.message, refused.param, refused.code))]

    def completion(self) -> dict[str, Any]:
        self._rest()
        message = {"role": ASSISTANT, "content": self._text, "refusal": None}
        choice = {"index": 0, "message": message, "logprobs": None, "finish_reason": self._finish}
        return {
            **self._head,
            "object": "chat.completion",
            "choices": [choice],
            "usage": self._usage(),
            "truebrand": {"sentences": [shown(sentence) for sentence in self._sentences]},
        }

    def _read(self) -> str:
        return joined([sentence.text for sentence in self._sentences[:-1]])

    def _rest(self) -> str:
        rest = "" if self._is_stopped else self._stops.end()
        self._text += rest
        return rest

    def _usage(self) -> dict[str, int]:
        prompt = self._engine.prompt_tokens(self._asked.conversation())
        completion = self._engine.count_tokens(self._text)
        return {"prompt_tokens": prompt, "completion_tokens": completion, "total_tokens": prompt + completion}

    def _chunk(self, delta: dict[str, Any], finish: str | None = None) -> str:
        return self._event({"choices": [{"index": 0, "delta": delta, "logprobs": None, "finish_reason": finish}]})

    def _event(self, rest: dict[str, Any]) -> str:
        usage = {"usage": None} if self._asked.wants_usage() else {}
        return sse.event({**self._head, "object": "chat.completion.chunk", **usage, **rest})


def _question(desk: Desk, asked: ChatRequest, owner: str, groups: tuple[str, ...]) -> Question:
    settings = desk.parts.settings
    if asked.model not in (desk.parts.model, "live"):
        raise Refused(
            404, f"No model {asked.model!r}; there is {desk.parts.model!r}.", param="model", code="model_not_found"
        )
    turns = asked.conversation()
    if not turns or turns[-1]["role"] != USER:
        raise Refused(400, "The last message must be the user's.", param="messages", code="invalid_value")
    longest = settings.question_characters
    if len(turns[-1]["content"]) > longest:
        raise Refused(
            400, f"The question is longer than {longest} characters.", param="messages", code="string_above_max_length"
        )
    return Question(
        turns[-1]["content"],
        surface="api",
        owner=owner,
        history=_recent(turns[:-1], settings.history_turns),
        groups=groups,
        sampling=Sampling(
            max_new_tokens=min(asked.most_tokens() or settings.answer_tokens, settings.answer_tokens),
            temperature=asked.temperature or 0.0,
            top_p=1.0 if asked.top_p is None else asked.top_p,
        ),
    )


def _recent(turns: Sequence[Message], most: int) -> tuple[Message, ...]:
    """The newest turns, from a question on."""
    kept = list(turns[len(turns) - min(len(turns), 2 * most) :])
    while kept and kept[0]["role"] != USER:
        kept.pop(0)
    return tuple(kept)


def _marked(asked: ChatRequest, response: Response) -> Response:
    if asked.has_instructions():
        response.headers[IGNORED] = SYSTEM
    return response
