import pytest

from assistant.knowledge.passages import from_documents
from assistant.knowledge.titles import Titles
from tests.assistant.knowledge.invented_documents import DOCUMENTS

TITLES = Titles(from_documents(DOCUMENTS))


@pytest.mark.parametrize(
    ("text", "documents"),
    [
        ("What does your returns policy say?", {"returns"}),
        ("Explain the Care Guide and the RETURNS POLICY", {"returns", "care"}),
        ("What is laid down in “Shipping”?", {"shipping"}),
        ("How fast is shipping?", set()),
    ],
)
def test_documents_are_named_by_their_titles(text: str, documents: set[str]) -> None:
    assert {passage.document for passage in TITLES.documents(text)} == documents


def test_a_heading_is_found_and_that_of_the_named_document_first() -> None:
    assert [passage.id for passage in TITLES.headings("What a return costs")] == ["returns#2"]
    assert [passage.id for passage in TITLES.headings("what is “Goodwill” in the repair desk handbook")] == ["desk#1"]
    assert TITLES.headings("how much is it") == []
