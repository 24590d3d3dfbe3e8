"""Passages and facts -> hits: full-text search in SQLite, rights checked inside the query, every hit saying why.

Lexical alone for now; vectors may join behind the same `search`.
"""

import re
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise
from pathlib import Path
from threading import Lock

from assistant import artifacts
from assistant.errors import DataError
from assistant.facts.facts import Fact, Facts
from assistant.facts.lexicon import lexicon
from assistant.facts.words import words
from assistant.knowledge.passages import Passage
from assistant.knowledge.titles import Titles

VERSION = 1
_TABLES = """
create table entry(
  id integer primary key, kind text, ref text unique, product text, access text,
  title text, body text, code text, sha text
);
create virtual table word using fts5(
  title, body, code, content='entry', content_rowid='id', tokenize='porter unicode61'
);
"""
_SEARCH = """
select entry.kind, entry.ref, entry.product, entry.title, entry.body, -bm25(word, 1.5, 1.0, 8.0) as score
from word join entry on entry.id = word.rowid
where word match ? and (entry.access = 'public' or entry.access in ({groups}))
  and ({products}) and entry.kind in ({kinds})
order by score desc, entry.ref limit ?
"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage or fact that a query found."""

    item: Passage | Fact
    score: float  # higher is better; comparable within one search alone
    why: str  # as in "words: refund, days; about the Tarn 2 Tent"


@dataclass(frozen=True, slots=True)
class _Entry:
    kind: str
    ref: str
    product: str | None
    access: str
    title: str
    body: str
    code: str
    sha: str


class Index:
    """Search over one brand's passages and facts."""

    def __init__(self, connection: sqlite3.Connection, passages: Iterable[Passage], facts: Facts) -> None:
        self._connection = connection
        self._lock = Lock()
        self._passages = {passage.id: passage for passage in passages}
        self._facts = facts
        self.titles = Titles(self._passages.values())
        self.num_changed = 0  # entries written or taken out since the index was loaded

    @classmethod
    def build(cls, passages: Sequence[Passage], facts: Facts) -> "Index":
        """An index in memory."""
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.executescript(_TABLES)
        index = cls(connection, passages, facts)
        index._update(_entries(passages, facts))
        return index

    @classmethod
    def load(cls, folder: Path, passages: Sequence[Passage], facts: Facts) -> "Index":
        """The saved index, brought up to date: only what has changed since is indexed again.

        Raises DataError when there is none, or its file is not the one that was saved.
        """
        manifest = artifacts.read_json(folder / "manifest.json")
        path = folder / "index.sqlite"
        if manifest.get("version") != VERSION or not path.is_file():
            raise DataError(f"{folder}: no index of version {VERSION}; run ingest again")
        data = path.read_bytes()
        if artifacts.sha256(data) != manifest.get("sha256"):
            raise DataError(f"{path}: has changed since it was saved; run ingest again")
        connection = sqlite3.connect(":memory:", check_same_thread=False)
        connection.deserialize(data)
        index = cls(connection, passages, facts)
        index._update(_entries(passages, facts))
        return index

    def save(self, folder: Path) -> None:
        """Write the index, its manifest last."""
        with self._lock:
            data = self._connection.serialize()
            (count,) = self._connection.execute("select count(*) from entry").fetchone()
        artifacts.write_bytes(folder / "index.sqlite", data)
        manifest = {"version": VERSION, "entries": count, "sha256": artifacts.sha256(data)}
        artifacts.write_json(folder / "manifest.json", manifest)

    def passage(self, passage_id: str) -> Passage | None:
        return self._passages.get(passage_id)

    def search(
        self,
        query: str,
        top_k: int = 5,
        products: Sequence[str] = (),
        groups: Sequence[str] = (),
        kinds: Sequence[str] = ("passage", "fact"),
    ) -> list[Hit]:
        """The best hits, best first. With `products`, those about them and those about no product in particular."""
        terms = query_terms(query)
        codes = _codes(query)
        if not terms and not codes:
            return []
        match = " OR ".join([f'"{term}"' for term in terms] + [f'code : "{code}" *' for code in codes])
        scope = f"entry.product is null or entry.product in ({_marks(products)})" if products else "1"
        statement = _SEARCH.format(groups=_marks(groups), products=scope, kinds=_marks(kinds))
        values = (match, *groups, *products, *kinds, top_k)
        with self._lock:
            rows = self._connection.execute(statement, values).fetchall()
        return [hit for row in rows if (hit := self._hit(row, terms, codes)) is not None]

    def _hit(self, row: tuple[str, str, str | None, str, str, float], terms: list[str], codes: list[str]) -> Hit | None:
        kind, ref, product, title, body, score = row
        item = self._passages.get(ref) if kind == "passage" else self._facts.by_id(ref)
        if item is None:
            return None
        text = f"{title} {body}".casefold()
        found = [term for term in terms if term[:5] in text]
        parts = [f"words: {', '.join(found)}"] if found else [f"code: {', '.join(codes)}"]
        if product is not None:
            known = self._facts.products.get(product)
            parts.append(f"about the {known.name if known else product}")
        return Hit(item, score, "; ".join(parts))

    def _update(self, wanted: list[_Entry]) -> None:
        """Make the tables hold exactly these entries; those that have not changed are left alone."""
        with self._lock, self._connection:
            known = dict(self._connection.execute("select ref, sha from entry").fetchall())
            fresh = [entry for entry in wanted if known.get(entry.ref) != entry.sha]
            gone = known.keys() - {entry.ref for entry in wanted} | {entry.ref for entry in fresh} & known.keys()
            for ref in gone:
                select = "select id, title, body, code from entry where ref = ?"
                old = self._connection.execute(select, (ref,)).fetchone()
                forget = "insert into word(word, rowid, title, body, code) values('delete', ?, ?, ?, ?)"
                self._connection.execute(forget, old)
                self._connection.execute("delete from entry where ref = ?", (ref,))
            for entry in fresh:
                added = self._connection.execute(
                    "insert into entry(kind, ref, product, access, title, body, code, sha)"
                    " values(:kind, :ref, :product, :access, :title, :body, :code, :sha)",
                    asdict(entry),
                )
                self._connection.execute(
                    "insert into word(rowid, title, body, code) values(?, ?, ?, ?)",
                    (added.lastrowid, entry.title, entry.body, entry.code),
                )
        self.num_changed = len(fresh) + len(gone)


def query_terms(text: str) -> list[str]:
    """The words of a query that can find something, with what people mean by them."""
    stop = lexicon().stop
    found = [word.key for word in words(text) if word.key not in stop and (len(word.key) > 1 or word.is_number)]
    return list(dict.fromkeys(found))


def _entries(passages: Sequence[Passage], facts: Facts) -> list[_Entry]:
    found = [
        _entry("passage", each.id, each.product, each.access, each.title, each.text, " ".join(_codes(each.text)))
        for each in passages
    ]
    for fact in facts:
        product = facts.products.get(fact.product)
        if product is not None and fact.is_current:
            title = f"{product.name} {fact.attribute}"
            codes = " ".join([*_codes(title), *(code for sku in product.skus for code in _codes(sku))])
            found.append(_entry("fact", fact.id, fact.product, "public", title, fact.text[:2000], codes))
    return found


def _entry(kind: str, ref: str, product: str | None, access: str, title: str, body: str, code: str) -> _Entry:
    sha = artifacts.sha256("\0".join((kind, product or "", access, title, body, code)))
    return _Entry(kind, ref, product, access, title, body, code, sha)


def _codes(text: str) -> list[str]:
    """Model codes and stock codes with nothing between their letters and digits: "TRN-2 GRN" -> trn2, trn2grn."""
    row = words(text)
    runs: list[list[str]] = []
    for before, word in pairwise([None, *row]):
        gap = text[before.end : word.start] if before and word else " "
        if word is None:
            continue
        if runs and re.fullmatch(r"[-./ ]?", gap) and (gap != " " or word.is_number):
            runs[-1].append(word.key)
        else:
            runs.append([word.key])
    joined = ["".join(run) for run in runs if len(run) > 1]
    return [code for code in joined if re.search(r"\d", code) and re.search(r"[^\d.,]", code) and len(code) > 2]


def _marks(values: Sequence[str]) -> str:
    return ", ".join("?" * len(values))
