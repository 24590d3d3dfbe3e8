"""A comparison as one HTML page: the figures, and both answers side by side wherever the outcome changed."""

from collections.abc import Mapping
from typing import Any, Final

from markupsafe import Markup

from assistant.accuracy.page import LABELS, OUTCOMES, environment, pieces

HALF: Final = 60  # pixels of the longer half of a bar
_HIGH = 12


def compare_page(found: Mapping[str, Any]) -> str:
    """The page, from the comparison alone."""
    template = environment().get_template("compare.html.jinja")
    overall = found["overall"]
    return template.render(
        found=found,
        before=found["before"],
        after=found["after"],
        name_before=_name(found["before"]),
        name_after=_name(found["after"]),
        headline=compare_headline(found),
        right=overall["right"],
        overall=[
            ("Right answers", overall["right"], True),
            ("Wrong answers", overall["wrong"], False),
            ("No answer came", overall["unscored"], False),
        ],
        change=_change_bar,
        pieces=pieces,
        outcomes=OUTCOMES,
        kinds=list(dict.fromkeys(each["kind"] for each in found["changed"])),
        changed=found["changed"],
    )


def compare_headline(found: Mapping[str, Any]) -> str:
    """What the comparison comes to, in a sentence or two."""
    overall, right, wrong = found["overall"], found["overall"]["right"], found["overall"]["wrong"]
    told = f"Of {found['n']} questions, {right['won']} are now right and {right['lost']} no longer; "
    told += f"{wrong['after']} are wrong, before {wrong['before']}. "
    if overall["verdict"] != "no difference shown":
        return told + f"That is {overall['verdict']}, and more than noise."
    if right["won"] == right["lost"] == 0:
        return told + "Nothing changed that counts."
    return told + "That may be noise."


def _name(side: Mapping[str, Any]) -> str:
    return f"{side['model']} ({LABELS.get(side['configuration'], side['configuration'])})"


def _change_bar(each: Mapping[str, Any], is_good: bool) -> Markup:
    """What went to the left, what came about to the right, both to one scale."""
    most = max(each["won"], each["lost"], 1)
    left, right = HALF * each["lost"] / most, HALF * each["won"] / most
    gone, come = ("bad", "good") if is_good else ("good", "bad")
    return Markup(  # numbers alone: nothing in it was written by a model
        f'<svg width="{2 * HALF}" height="{_HIGH}" role="img" aria-label="{each["lost"]:d} went, {each["won"]:d} came">'
        f'<rect x="{HALF - left:.1f}" width="{left:.1f}" height="{_HIGH}" fill="var(--{gone})" opacity=".75"/>'
        f'<rect x="{HALF}" width="{right:.1f}" height="{_HIGH}" fill="var(--{come})" opacity=".75"/>'
        f'<path d="M{HALF} 0v{_HIGH}" stroke="var(--soft)"/></svg>'
    )
