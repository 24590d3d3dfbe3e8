from assistant.catalog.product import Document, Section, Source
from assistant.facts.aliases import Names
from assistant.knowledge.passages import MAX_WORDS, from_documents
from tests.assistant.facts.invented import facts
from tests.assistant.knowledge.invented_documents import DOCUMENTS


def test_sections_become_passages_with_their_place_and_rights() -> None:
    passages = {passage.id: passage for passage in from_documents(DOCUMENTS)}
    assert list(passages) == ["returns#1", "returns#2", "shipping#1", "desk#1", "care#1"]
    assert passages["returns#1"].title == "Returns policy > Returning an order"
    assert passages["desk#1"].access == "staff"
    assert str(passages["returns#1"].source) == "documents/returns.md:3"


def test_a_table_row_is_a_sentence_of_its_own() -> None:
    text = next(passage.text for passage in from_documents(DOCUMENTS) if passage.id == "returns#2")
    assert text == (
        "Germany: return label free of charge; refund arrives within 7 days. "
        "Norway: return label paid by the customer; refund arrives within 14 days."
    )


def test_a_passage_about_one_product_says_which() -> None:
    passages = from_documents(DOCUMENTS, Names(facts()))
    assert [passage.product for passage in passages] == [None, None, None, None, "glacier-jacket"]


def test_long_sections_are_cut_at_sentences_and_lose_nothing() -> None:
    source = Source("guide.md", 1)
    text = " ".join(f"This is sentence {number} of a long guide." for number in range(100)) + " word" * 300
    document = Document("guide", "Guide", "guide", (Section("", text, source),), source)
    passages = from_documents((document,))
    assert all(len(passage.text.split()) <= MAX_WORDS for passage in passages)
    assert " ".join(passage.text for passage in passages) == text
    assert passages[0].text.endswith("guide.")
    assert {passage.title for passage in passages} == {"Guide"}
