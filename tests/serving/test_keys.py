"""Keys are known by their hashes, and settings that are wrong are named."""

import json
from pathlib import Path

import pytest

from assistant.errors import ConfigError
from serving.keys import KEPT, STAFF, configured_keys, minted_key, secret
from serving.settings import load_settings
from serving.sites import read_sites

KEY = "tb_0123456789abcdef"


def test_a_configured_key_brings_its_groups_and_staff_without_any() -> None:
    keys = configured_keys(f"{KEY}, {KEY}2=sales+legal")
    first, second = keys.holder(KEY), keys.holder(f"{KEY}2")
    assert first is not None and first.groups == (STAFF,)
    assert second is not None and second.groups == ("sales", "legal")
    assert first.id != second.id and KEY not in first.id
    assert keys.holder("") is None and keys.holder(KEY[:-1]) is None


def test_a_short_key_is_refused_and_not_shown() -> None:
    with pytest.raises(ConfigError, match="key 2 has 5 characters") as raised:
        configured_keys(f"{KEY},short")
    assert "short" not in str(raised.value)


def test_a_minted_key_is_on_disk_as_a_hash_and_works_after_a_restart(tmp_path: Path) -> None:
    file = tmp_path / "keys.json"
    first, _ = minted_key(file)
    second, keys = minted_key(file)
    assert keys.holder(first) is not None and keys.holder(second) is not None
    assert first not in file.read_text() and second not in file.read_text()
    assert file.stat().st_mode & 0o077 == 0


def test_only_the_newest_minted_keys_are_kept(tmp_path: Path) -> None:
    minted = [minted_key(tmp_path / "keys.json")[0] for _ in range(KEPT + 1)]
    _, keys = minted_key(tmp_path / "keys.json")
    assert [keys.holder(key) is not None for key in minted] == [False, False] + [True] * (KEPT - 1)


def test_a_damaged_file_of_keys_is_named(tmp_path: Path) -> None:
    (tmp_path / "keys.json").write_text("{")
    with pytest.raises(ConfigError, match=r"keys\.json"):
        minted_key(tmp_path / "keys.json")


def test_the_secret_stays_the_same(tmp_path: Path) -> None:
    assert secret(tmp_path / "session.key") == secret(tmp_path / "session.key")
    assert (tmp_path / "session.key").stat().st_mode & 0o077 == 0


@pytest.mark.parametrize(
    "given",
    [
        [],
        {"shop": ["https://shop.example"]},
        {"pk_a": "https://shop.example"},
        {"pk_a": ["shop.example"]},
        {"pk_a": ["https://shop.example/"]},
        {"pk_a": ["*"]},
    ],
)
def test_a_wrong_file_of_sites_is_named(tmp_path: Path, given: object) -> None:
    file = tmp_path / "sites.json"
    file.write_text(json.dumps(given))
    with pytest.raises(ConfigError, match=r"sites\.json"):
        read_sites(file)


def test_sites_are_read_with_their_origins(tmp_path: Path) -> None:
    (tmp_path / "sites.json").write_text('{"pk_a": ["https://shop.example", "http://localhost:3000"]}')
    assert read_sites(tmp_path / "sites.json") == {"pk_a": {"https://shop.example", "http://localhost:3000"}}


def test_a_wrong_setting_names_the_variable_and_what_was_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUEBRAND_BODY_BYTES", "12")
    with pytest.raises(ConfigError, match="TRUEBRAND_BODY_BYTES is '12'"):
        load_settings()


def test_a_secret_setting_is_not_shown_when_it_is_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRUEBRAND_API_KEYS", KEY)
    assert KEY not in repr(load_settings())
