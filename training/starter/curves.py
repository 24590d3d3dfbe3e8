"""Loss and accuracy of the runs behind the weights, as one SVG picture for the card."""

from collections.abc import Sequence
from typing import Any, Final

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 640, 300, 48, 24, 48, 40
_LOSS: Final = "#0b6e99"
_RIGHT: Final = "#b3541e"
_TEXT: Final = 'font-family="sans-serif" font-size="11" fill="#333"'


def curves(runs: Sequence[dict[str, Any]]) -> str:
    """The loss on answers (left) and the share of watched unseen questions answered right (right), by tokens read."""
    losses, shares, total = [], [], 0.0
    for run in runs:
        a_step = run["tokens"] / run["steps"] / 1e6
        losses.append([(total + step * a_step, loss) for step, loss in run["losses"]])
        shares += [(total + step * a_step, right / asked) for step, right, asked in run["watched"]]
        total += run["tokens"] / 1e6
    top = max((loss for line in losses for _, loss in line), default=1.0)

    def x(tokens: float) -> float:
        return LEFT + (WIDTH - LEFT - RIGHT) * tokens / max(total, 1e-9)

    def y(share: float) -> float:
        return TOP + (HEIGHT - TOP - BOTTOM) * (1 - share)

    parts = [_line([(x(tokens), y(loss / top)) for tokens, loss in line], _LOSS) for line in losses]
    parts.append(_line([(x(tokens), y(share)) for tokens, share in shares], _RIGHT, dots=True))
    parts += [
        _words(x(total * part), HEIGHT - 20, f"{total * part:.0f} M", "middle") for part in (0, 0.25, 0.5, 0.75, 1)
    ]
    parts += [_words(LEFT - 6, y(part) + 4, f"{top * part:.1f}", "end", _LOSS) for part in (0, 0.5, 1)]
    parts += [_words(WIDTH - RIGHT + 6, y(part) + 4, f"{part:.0%}", "start", _RIGHT) for part in (0, 0.5, 1)]
    parts.append(_words(WIDTH / 2, HEIGHT - 5, "tokens read", "middle"))
    parts.append(_words(LEFT, 14, "loss on answers", "start", _LOSS))
    parts.append(_words(WIDTH - RIGHT, 14, "unseen questions answered right", "end", _RIGHT))
    frame = f'<rect x="{LEFT}" y="{TOP}" width="{WIDTH - LEFT - RIGHT}" height="{HEIGHT - TOP - BOTTOM}" '
    frame += 'fill="none" stroke="#bbb"/>'
    head = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" role="img">'
    return "\n".join([head, '<rect width="100%" height="100%" fill="#fff"/>', frame, *parts, "</svg>\n"])


def _line(points: Sequence[tuple[float, float]], colour: str, dots: bool = False) -> str:
    path = " ".join(f"{across:.1f},{down:.1f}" for across, down in points)
    drawn = f'<polyline points="{path}" fill="none" stroke="{colour}" stroke-width="1.5"/>'
    marks = [f'<circle cx="{across:.1f}" cy="{down:.1f}" r="2.5" fill="{colour}"/>' for across, down in points]
    return "\n".join([drawn, *(marks if dots else [])])


def _words(across: float, down: float, text: str, anchor: str, colour: str = "#333") -> str:
    return f'<text x="{across:.1f}" y="{down:.1f}" text-anchor="{anchor}" {_TEXT.replace("#333", colour)}>{text}</text>'
