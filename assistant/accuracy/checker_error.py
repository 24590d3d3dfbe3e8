"""The rate of wrong answers, corrected for the verifier's own errors; beside the raw rate, never in its place.

true rate = (measured - false flags) / (hits - false flags), after Rogan and Gladen (1978, Am. J. Epidemiol. 107:71).
The two error rates were measured on other texts than a model's answers, so the corrected rate is an estimate of a size
and not a count; its interval holds the uncertainty of all three rates.
"""

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from assistant.accuracy.statistics import CONFIDENCE, DRAWS, Rate

GUARDED: Final = "+guard"  # such answers passed this very verifier: what it misses, it has already missed


@dataclass(frozen=True, slots=True)
class CheckerError:
    """Measured once; `source` says on what."""

    false_flags: Rate  # of true texts
    hits: Rate  # of false texts
    source: str


@dataclass(frozen=True, slots=True)
class Corrected:
    """An estimate of the true rate."""

    share: float
    low: float
    high: float


@cache
def checker_error() -> CheckerError:
    """From checker_error.toml, the one place."""
    given = tomllib.loads(files(__package__).joinpath("checker_error.toml").read_text(encoding="utf-8"))
    return CheckerError(Rate(**given["false_flags"]), Rate(**given["hits"]), given["source"])


def corrected(wrong: Rate, error: CheckerError, seed: int = 0) -> Corrected | None:
    """None where nothing was counted, or the verifier's flags tell nothing apart."""
    measured, false_flags, hits = wrong.share, error.false_flags.share, error.hits.share
    if measured is None or false_flags is None or hits is None or hits <= false_flags:
        return None
    import numpy as np

    rng = np.random.default_rng(seed)
    m, f, h = (rng.beta(rate.k + 0.5, rate.n - rate.k + 0.5, DRAWS) for rate in (wrong, error.false_flags, error.hits))
    drawn = np.clip((m - f) / np.maximum(h - f, 1e-9), 0.0, 1.0)
    low, high = np.quantile(drawn, ((1 - CONFIDENCE) / 2, (1 + CONFIDENCE) / 2))
    share = min(max((measured - false_flags) / (hits - false_flags), 0.0), 1.0)
    return Corrected(share, min(float(low), share), max(float(high), share))
