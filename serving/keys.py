"""Who may ask: API keys of the company's own programs and people, known by their hashes alone."""

import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import artifacts
from assistant.errors import ConfigError

PREFIX = "tb_"
KEPT = 5  # keys printed at earlier starts go on working, up to this many
STAFF = "staff"  # the access group of a key that names none


@dataclass(frozen=True, slots=True)
class Holder:
    """Whoever holds a key, and the passages they may read besides the public ones."""

    id: str  # the first figures of the key's hash: it names the key in logs and tells nothing of it
    groups: tuple[str, ...]


class Keys:
    """The keys that are accepted."""

    def __init__(self, holders: dict[str, Holder]) -> None:
        self._holders = holders  # by sha256 of the key

    def holder(self, key: str) -> Holder | None:
        """Whose key it is; compared in constant time."""
        given = artifacts.sha256(key)
        found = None
        for known, holder in self._holders.items():
            if hmac.compare_digest(known, given):
                found = holder
        return found


def configured_keys(text: str) -> Keys:
    """Keys of a setting: `KEY` or `KEY=group+group`, separated by commas. Raises ConfigError; never shows a key."""
    holders = {}
    for number, entry in enumerate(filter(None, (part.strip() for part in text.split(","))), start=1):
        key, _, groups = entry.partition("=")
        if len(key) < 16:
            raise ConfigError(f"TRUEBRAND_API_KEYS: key {number} has {len(key)} characters; use at least 16, at random")
        holders.update(_holder(artifacts.sha256(key), tuple(filter(None, groups.split("+"))) or (STAFF,)))
    return Keys(holders)


def minted_key(file: Path) -> tuple[str, Keys]:
    """A new key, and it with those minted at earlier starts; `file` keeps their hashes."""
    key = PREFIX + secrets.token_urlsafe(24)
    hashes = [*_hashes(file), artifacts.sha256(key)][-KEPT:]
    artifacts.write_json(file, hashes)
    file.chmod(0o600)
    holders: dict[str, Holder] = {}
    for known in hashes:
        holders.update(_holder(known, (STAFF,)))
    return key, Keys(holders)


def secret(file: Path) -> bytes:
    """The server's own secret, made at the first start: sessions outlive a restart."""
    if not file.exists():
        artifacts.write_text(file, secrets.token_hex(32))
        file.chmod(0o600)
    return bytes.fromhex(file.read_text(encoding="utf-8"))


def _holder(digest: str, groups: Sequence[str]) -> dict[str, Holder]:
    return {digest: Holder(f"key-{digest[:8]}", tuple(groups))}


def _hashes(file: Path) -> list[str]:
    if not file.exists():
        return []
    try:
        return [str(known) for known in json.loads(file.read_text(encoding="utf-8"))]
    except (ValueError, TypeError) as error:
        raise ConfigError(f"{file}: not a list of key hashes; remove it, and a new key is made") from error
