"""Conversations kept: what was asked, what was answered on which evidence, and what people thought of it.

Every method is one transaction and returns plain values; a web server calls them in a worker thread.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select, text
from sqlalchemy.exc import DBAPIError, SQLAlchemyError
from sqlalchemy.orm import Session, sessionmaker

from assistant.errors import ConfigError
from assistant.prompt import ASSISTANT, USER, Message
from assistant.store.database import first_line, open_database, shown
from assistant.store.tables import CitationRow, ConversationRow, FeedbackRow, MessageRow, Status, Surface, Vote


def open_store(url: str) -> "Store":
    """The store at a database's address, its tables up to date. Raises ConfigError as `open_database` does."""
    return Store(open_database(url), shown(url))


@dataclass(frozen=True, slots=True)
class Cited:
    """What an answer was read from, numbered as it was shown."""

    number: int
    evidence: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Feedback:
    """A vote with what it was about: the seed of preference data."""

    message: str
    question: str
    answer: str
    model: str | None
    vote: str
    reason: str | None
    created: datetime


class Store:
    """The conversations of one database."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine = engine
        self._place = place
        self._sessions = sessionmaker(engine, expire_on_commit=False)

    def close(self) -> None:
        self._engine.dispose()

    def is_well(self) -> bool:
        """Whether the database answers."""
        try:
            with self._engine.connect() as connection:
                connection.execute(text("select 1"))
        except SQLAlchemyError:
            return False
        return True

    def begin(self, surface: Surface, owner: str) -> str:
        """A new conversation's id."""
        with self._transaction() as session:
            row = ConversationRow(surface=surface, owner=owner)
            session.add(row)
            session.flush()
            return row.id

    def is_owner(self, conversation: str, owner: str) -> bool:
        """Whether a conversation exists and is this visitor's or key's."""
        with self._transaction() as session:
            row = session.get(ConversationRow, conversation)
            return row is not None and row.owner == owner

    def history(self, conversation: str, turns: int) -> list[Message]:
        """The last whole question-and-answer turns, oldest first; unfinished answers and their questions left out."""
        with self._transaction() as session:
            rows = session.scalars(
                select(MessageRow)
                .where(MessageRow.conversation_id == conversation)
                .order_by(MessageRow.position.desc())
                .limit(2 * turns + 2)
            ).all()
        messages: list[Message] = []
        pending: MessageRow | None = None
        for row in reversed(rows):
            if row.role == USER:
                pending = row
            elif pending is not None and row.status == "final" and row.text:
                messages += [{"role": USER, "content": pending.text}, {"role": ASSISTANT, "content": row.text}]
                pending = None
        return messages[-2 * turns :] if turns else []

    def ask(self, conversation: str, question: str, model: str) -> str:
        """Write the question, and an empty answer to be filled; the answer's id."""
        with self._transaction() as session:
            session.get(ConversationRow, conversation, with_for_update=True)
            last = session.scalar(
                select(func.max(MessageRow.position)).where(MessageRow.conversation_id == conversation)
            )
            position = 0 if last is None else last + 1
            answer = MessageRow(
                conversation_id=conversation,
                position=position + 1,
                role=ASSISTANT,
                text="",
                status="partial",
                model=model,
            )
            session.add_all(
                [
                    MessageRow(
                        conversation_id=conversation, position=position, role=USER, text=question, status="final"
                    ),
                    answer,
                ]
            )
            session.flush()
            return answer.id

    def answer(
        self,
        message: str,
        text: str,
        status: Status,
        verdicts: Sequence[dict[str, Any]] = (),
        citations: Sequence[Cited] = (),
    ) -> None:
        """What has been answered so far, or in the end."""
        with self._transaction() as session:
            row = session.get_one(MessageRow, message)
            row.text, row.status, row.verdicts = text, status, list(verdicts)
            row.citations = [
                CitationRow(number=item.number, evidence=item.evidence, text=item.text, source=item.source)
                for item in citations
            ]

    def vote(self, message: str, vote: Vote, reason: str | None, owner: str | None = None) -> bool:
        """Record a vote, in place of an earlier one; False when there is no such answer, or it is another's."""
        with self._transaction() as session:
            row = session.get(MessageRow, message)
            if row is None or row.role != ASSISTANT:
                return False
            conversation = session.get_one(ConversationRow, row.conversation_id)
            if owner is not None and conversation.owner != owner:
                return False
            session.merge(FeedbackRow(message_id=message, vote=vote, reason=reason))
            return True

    def feedback(self) -> list[Feedback]:
        """Every vote, oldest first."""
        with self._transaction() as session:
            rows = session.execute(
                select(FeedbackRow, MessageRow)
                .join(MessageRow, MessageRow.id == FeedbackRow.message_id)
                .order_by(FeedbackRow.created)
            ).all()
            return [
                Feedback(
                    vote.message_id,
                    self._question(session, answer),
                    answer.text,
                    answer.model,
                    vote.vote,
                    vote.reason,
                    vote.created,
                )
                for vote, answer in rows
            ]

    def delete(self, conversation: str) -> None:
        """Forget a conversation and all that hangs on it."""
        with self._transaction() as session:
            if (row := session.get(ConversationRow, conversation)) is not None:
                session.delete(row)

    def _question(self, session: Session, answer: MessageRow) -> str:
        found = session.scalar(
            select(MessageRow.text).where(
                MessageRow.conversation_id == answer.conversation_id, MessageRow.position == answer.position - 1
            )
        )
        return found or ""

    @contextmanager
    def _transaction(self) -> Iterator[Session]:
        try:
            with self._sessions.begin() as session:
                yield session
        except DBAPIError as error:
            raise ConfigError(f"{self._place}: the database refused ({first_line(error)})") from error
