"""Sentences of documents, as answers."""

import pytest

from assistant.catalog.product import Source
from assistant.knowledge.extracts import best_sentence
from assistant.knowledge.passages import Passage

FAQ = Passage(
    id="faq#1",
    document="faq",
    title="FAQ > Do you ship to the United States?",
    text="No. We deliver to Norway and to Switzerland.",
    kind="faq",
    source=Source("faq.md", line=3),
)


@pytest.mark.parametrize(
    ("question", "said"),
    [
        ("Do you ship to the United States?", "No. We deliver to Norway and to Switzerland."),
        ("do you ship to Norway", "We deliver to Norway and to Switzerland."),
    ],
)
def test_a_no_to_a_heading_is_no_answer_to_another_question(question: str, said: str) -> None:
    assert best_sentence(question, [FAQ]) == (FAQ, said)
