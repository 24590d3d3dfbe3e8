"""A database's address -> an engine whose tables are up to date."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import as_file, files
from pathlib import Path

from sqlalchemy import Connection, Engine, create_engine, event, text
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from assistant.errors import ConfigError

UPGRADE_LOCK = 727_001  # one process at a time upgrades a PostgreSQL database
WAL_TRIES = 100  # of 0.05 s


def open_database(url: str) -> Engine:
    """Open a SQLAlchemy address (sqlite:///var/truebrand.db, postgresql://…) and upgrade its tables.

    Raises ConfigError in one line when the database is not there, cannot be written, or is newer than this program.
    """
    try:
        address = make_url(url)
        if address.drivername in ("postgresql", "postgres"):
            address = address.set(drivername="postgresql+psycopg")
        if address.get_backend_name() == "sqlite" and address.database:
            Path(address.database).parent.mkdir(parents=True, exist_ok=True)
        engine = create_engine(address, pool_pre_ping=True)
    except (ArgumentError, ImportError, OSError, SQLAlchemyError) as error:
        raise ConfigError(f"{shown(url)}: not a database that can be opened ({first_line(error)})") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _sqlite)
    try:
        _upgrade(engine)
    except SQLAlchemyError as error:
        engine.dispose()
        raise ConfigError(f"{shown(url)}: the database cannot be used ({first_line(error)})") from error
    return engine


def shown(url: str) -> str:
    """An address without its password."""
    try:
        return make_url(url).render_as_string(hide_password=True)
    except ArgumentError:
        return "the database's address"


def first_line(error: BaseException) -> str:
    """What a driver said, short enough for one line."""
    return str(getattr(error, "orig", None) or error).strip().partition("\n")[0][:200]


def _upgrade(engine: Engine) -> None:
    from alembic import command
    from alembic.config import Config
    from alembic.util import CommandError

    with as_file(files("assistant.store").joinpath("migrations")) as folder, _exclusively(engine) as connection:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.set_main_option("path_separator", "os")
        config.attributes["connection"] = connection
        try:
            command.upgrade(config, "head")
        except CommandError as error:
            raise ConfigError(
                f"{shown(str(engine.url))}: not a database of this program's versions ({first_line(error)}); "
                "update the program, or give another address"
            ) from error


@contextmanager
def _exclusively(engine: Engine) -> Iterator[Connection]:
    """A transaction that another process's upgrade waits for."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text("select pg_advisory_xact_lock(:key)"), {"key": UPGRADE_LOCK})
        else:
            connection.exec_driver_sql("begin immediate")
        yield connection


def _sqlite(connection: sqlite3.Connection, _record: object) -> None:
    """Readers beside a writer, waiting instead of failing, and references that hold."""
    for setting in ("busy_timeout=10000", "foreign_keys=on", "synchronous=normal"):
        connection.execute(f"pragma {setting}")
    for _ in range(WAL_TRIES):
        try:
            connection.execute("pragma journal_mode=wal")
            return
        except sqlite3.OperationalError:  # the one statement that does not wait for busy_timeout
            time.sleep(0.05)
    connection.execute("pragma journal_mode=wal")
