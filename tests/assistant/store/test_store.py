"""What is kept comes back, on either database."""

import threading

import pytest

from assistant.store.store import Cited, Store

VERDICTS = [{"text": "It weighs 1.9 kg.", "verdict": "correct"}]


def test_a_finished_turn_is_history_and_an_unfinished_one_is_not(store: Store) -> None:
    conversation = store.begin("widget", "visitor")
    first = store.ask(conversation, "How heavy is it?", "shop/v1")
    store.answer(first, "It weighs", "partial")
    assert store.history(conversation, 6) == []
    store.answer(first, "It weighs 1.9 kg.", "final", VERDICTS)
    broken = store.ask(conversation, "And the colour?", "shop/v1")
    store.answer(broken, "", "error")
    assert store.history(conversation, 6) == [
        {"role": "user", "content": "How heavy is it?"},
        {"role": "assistant", "content": "It weighs 1.9 kg."},
    ]


def test_history_is_the_newest_turns_oldest_first(store: Store) -> None:
    conversation = store.begin("api", "key")
    for number in range(5):
        store.answer(store.ask(conversation, f"q{number}", "m"), f"a{number}", "final")
    assert [turn["content"] for turn in store.history(conversation, 2)] == ["q3", "a3", "q4", "a4"]
    assert store.history(conversation, 0) == []


def test_the_last_vote_counts_and_comes_back_with_question_and_answer(store: Store) -> None:
    conversation = store.begin("widget", "visitor")
    message = store.ask(conversation, "How heavy — 重い?", "shop/v1")
    store.answer(message, "1.9 kg.", "final", VERDICTS, [Cited(1, "tent/weight", "Tent, weight: 1.9 kg", "p.csv:2")])
    assert store.vote(message, "up", None)
    assert store.vote(message, "down", "wrong: it is 2 kg")
    (feedback,) = store.feedback()
    assert (feedback.question, feedback.answer, feedback.model) == ("How heavy — 重い?", "1.9 kg.", "shop/v1")
    assert (feedback.vote, feedback.reason) == ("down", "wrong: it is 2 kg")
    assert feedback.created.utcoffset() is not None


def test_nobody_votes_on_anothers_answer_or_on_none(store: Store) -> None:
    message = store.ask(store.begin("widget", "visitor"), "q", "m")
    assert not store.vote(message, "up", None, owner="somebody else")
    assert not store.vote("0" * 32, "up", None)
    assert store.vote(message, "up", None, owner="visitor")


def test_an_answer_may_be_written_again_with_other_citations(store: Store) -> None:
    message = store.ask(store.begin("widget", "visitor"), "q", "m")
    cited = [Cited(n, f"fact-{n}", "text", "source") for n in (1, 2)]
    store.answer(message, "a", "partial", (), cited)
    store.answer(message, "a b", "final", VERDICTS, cited[:1])
    store.answer(message, "a b", "final", VERDICTS, cited)


def test_a_deleted_conversation_takes_everything_with_it(store: Store) -> None:
    conversation = store.begin("widget", "visitor")
    message = store.ask(conversation, "q", "m")
    store.answer(message, "a", "final", (), [Cited(1, "fact", "text", "source")])
    store.vote(message, "up", None)
    store.delete(conversation)
    assert not store.is_owner(conversation, "visitor")
    assert store.feedback() == []


@pytest.mark.parametrize("writers", [6])
def test_many_threads_write_one_conversation_without_loss(store: Store, writers: int) -> None:
    conversations = [store.begin("widget", "visitor") for _ in range(writers)]

    def write(conversation: str) -> None:
        for number in range(5):
            store.answer(store.ask(conversation, f"q{number}", "m"), f"a{number}", "final")

    threads = [threading.Thread(target=write, args=(conversation,)) for conversation in conversations]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert all(len(store.history(conversation, 9)) == 10 for conversation in conversations)
