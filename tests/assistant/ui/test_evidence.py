from assistant.accuracy.verdicts import Evidence, Finding, Verdict
from assistant.ui.evidence import LABELS, Background, Sentence, why

EVIDENCE = Evidence("tarn-2-tent/weight", "Tarn 2 Tent, weight: 1.9 kg", "products.csv:14 [weight]")
CLAIM = Finding((18, 24), "tarn-2-tent", "weight", "1.9 kg", Verdict.CORRECT, EVIDENCE, "The catalog says 1.9 kg.")


def test_a_claim_stands_beside_the_file_and_line_that_decided_it() -> None:
    page = why("How heavy?", [Sentence("The tent weighs … 1.9 kg.", "correct", (CLAIM,))])
    assert '<mark class="good" title="The catalog says 1.9 kg.">1.9 kg</mark>' in page
    assert "products.csv:14 [weight]" in page
    assert "agrees with the catalog" in page


def test_evidence_that_two_claims_share_is_shown_once() -> None:
    page = why("How heavy?", [Sentence("The tent weighs … 1.9 kg.", "correct", (CLAIM,), (EVIDENCE,))])
    assert page.count("products.csv:14") == 1


def test_what_the_model_had_written_is_kept_for_the_reader() -> None:
    page = why("How heavy?", [Sentence("It weighs 1.9 kg.", "correct", was="It weighs 3 kg.")])
    assert "It weighs 3 kg." in page


def test_markup_in_an_answer_stays_text() -> None:
    page = why("<b>?</b>", [Sentence("<script>x</script>", "none", was="<img src=x>")])
    assert "<script>" not in page and "<img" not in page and "<b>" not in page


def test_claims_that_overlap_or_lie_outside_never_lose_text() -> None:
    overlapping = Finding((4, 30), None, None, "x", Verdict.UNDECIDED, None, "")
    page = why("?", [Sentence("The tent weighs … 1.9 kg.", "undecided", (CLAIM, overlapping))])
    assert "The tent weighs … " in page and "1.9 kg</mark>" in page


def test_what_the_model_read_and_what_was_held_back_can_be_looked_into() -> None:
    background = Background((("Tarn 2 Tent", "weight", "1.9 kg"),), (("Returns", "60 <days>"),), ("It is the best.",))
    page = why("How heavy?", [Sentence("It weighs 1.9 kg.", "correct", was="")], background)
    assert "<td>1.9 kg</td>" in page and "60 &lt;days&gt;" in page and "It is the best." in page
    assert "Said straight from the catalog" in page


def test_every_verdict_has_words_of_its_own() -> None:
    assert set(LABELS) == {*Verdict, "none"}
    assert len({label for label, _ in LABELS.values()}) == len(LABELS)
