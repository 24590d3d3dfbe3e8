"""The tables: conversations, their messages, what an answer cited, and the votes on it."""

from datetime import UTC, datetime
from typing import Any, Literal
from uuid import uuid4

from sqlalchemy import JSON, CheckConstraint, DateTime, Dialect, ForeignKey, MetaData, String, Text, TypeDecorator
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column, relationship

Surface = Literal["widget", "api", "demo"]
Status = Literal["partial", "final", "error"]
Vote = Literal["up", "down"]

ID_LENGTH = 32


def new_id() -> str:
    """Unguessable, so that an id alone may name what is one's own."""
    return uuid4().hex


def now() -> datetime:
    return datetime.now(UTC)


class Moment(TypeDecorator[datetime]):
    """A time in UTC, aware on the way out as on the way in; SQLite keeps no zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Table(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )


class ConversationRow(Table):
    __tablename__ = "conversations"

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    surface: Mapped[str] = mapped_column(String(16))
    owner: Mapped[str] = mapped_column(String(64))  # of a widget its visitor, of an API call its key's id
    created: Mapped[datetime] = mapped_column(Moment, default=now, index=True)
    messages: Mapped[list["MessageRow"]] = relationship(order_by="MessageRow.position", cascade="all, delete-orphan")


class MessageRow(Table):
    __tablename__ = "messages"
    __table_args__ = (CheckConstraint("status in ('partial', 'final', 'error')", name="status"),)

    id: Mapped[str] = mapped_column(String(ID_LENGTH), primary_key=True, default=new_id)
    conversation_id: Mapped[str] = mapped_column(ForeignKey("conversations.id", ondelete="CASCADE"), index=True)
    position: Mapped[int]  # in the conversation, from 0
    role: Mapped[str] = mapped_column(String(16))
    text: Mapped[str] = mapped_column(Text)
    status: Mapped[str] = mapped_column(String(16))
    model: Mapped[str | None] = mapped_column(String(200))  # the version that answered
    verdicts: Mapped[list[dict[str, Any]]] = mapped_column(JSON, default=list)  # one object a sentence
    created: Mapped[datetime] = mapped_column(Moment, default=now)
    citations: Mapped[list["CitationRow"]] = relationship(order_by="CitationRow.number", cascade="all, delete-orphan")


class CitationRow(Table):
    __tablename__ = "citations"

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)  # as shown, from 1
    evidence: Mapped[str] = mapped_column(String(400))  # fact or passage id
    text: Mapped[str] = mapped_column(Text)
    source: Mapped[str] = mapped_column(Text)


class FeedbackRow(Table):
    __tablename__ = "feedback"
    __table_args__ = (CheckConstraint("vote in ('up', 'down')", name="vote"),)

    message_id: Mapped[str] = mapped_column(ForeignKey("messages.id", ondelete="CASCADE"), primary_key=True)
    vote: Mapped[str] = mapped_column(String(8))  # the last one given counts
    reason: Mapped[str | None] = mapped_column(Text)
    created: Mapped[datetime] = mapped_column(Moment, default=now)
