"""A database is opened whole, brought up to date, or refused in one line."""

import threading
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from assistant.errors import ConfigError
from assistant.store.database import open_database
from assistant.store.store import open_store
from assistant.store.tables import Table


def test_the_migrations_make_exactly_the_tables_of_the_code(url: str) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = open_database(url)
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, Table.metadata) == []
    engine.dispose()


def test_opened_again_what_was_kept_is_there(url: str) -> None:
    store = open_store(url)
    conversation = store.begin("api", "key")
    store.close()
    again = open_store(url)
    assert again.is_owner(conversation, "key")
    again.close()


def test_several_processes_may_open_a_new_database_at_once(url: str) -> None:
    failures: list[Exception] = []

    def start() -> None:
        try:
            open_store(url).close()
        except ConfigError as error:
            failures.append(error)

    threads = [threading.Thread(target=start) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []


def test_a_database_of_a_newer_program_is_refused(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/store.db"
    open_store(url).close()
    engine = create_engine(url)
    with engine.begin() as connection:
        connection.execute(text("update alembic_version set version_num = '9999'"))
    engine.dispose()
    with pytest.raises(ConfigError, match="not a database of this program's versions"):
        open_store(url)


@pytest.mark.parametrize("url", ["nonsense", "mysql://u:secret@h/d", "postgresql://u:secret@127.0.0.1:1/d"])
def test_a_database_that_is_not_there_is_one_line_without_its_password(url: str) -> None:
    with pytest.raises(ConfigError) as raised:
        open_store(url)
    assert "secret" not in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_file_that_is_no_database_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "store.db").write_text("not a database " * 100)
    with pytest.raises(ConfigError, match="not a database"):
        open_store(f"sqlite:///{tmp_path}/store.db")
