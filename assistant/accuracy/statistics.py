"""How sure a figure is: intervals, and tests of two versions on the same probes."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, NamedTuple

CONFIDENCE: Final = 0.95
DRAWS: Final = 4000  # resamples of a bootstrap: its own error is then below a tenth of a point


@dataclass(frozen=True, slots=True)
class Rate:
    """k of n."""

    k: int
    n: int

    @property
    def share(self) -> float | None:
        """None where nothing was counted: no answer is neither 0 % nor 100 %."""
        return self.k / self.n if self.n else None

    def interval(self) -> "Interval":
        return wilson(self.k, self.n)

    def __str__(self) -> str:
        return f"{self.k}/{self.n}"


class Interval(NamedTuple):
    """Shares from low to high."""

    low: float
    high: float


def wilson(k: int, n: int, confidence: float = CONFIDENCE) -> Interval:
    """The score interval of k of n (Wilson, 1927); 0 to 1 where nothing was counted."""
    from scipy.stats import binomtest  # scipy takes half a second to load

    if n == 0:
        return Interval(0.0, 1.0)
    found = binomtest(k, n).proportion_ci(confidence, method="wilson")
    return Interval(float(found.low), float(found.high))


def cluster_interval(
    hits: Sequence[bool], clusters: Sequence[str], seed: int = 0, confidence: float = CONFIDENCE
) -> Interval:
    """The interval of a share by resampling whole clusters: answers about one product stand or fall together.

    Cluster bootstrap with percentile ends (Miller, 2024, arXiv:2411.00640 gives the reason). All or none of a kind
    leave nothing to resample: then each cluster counts as one answer.
    """
    if len(set(hits)) < 2:
        num = len(set(clusters))
        return wilson(num if any(hits) else 0, num, confidence)
    low = (1 - confidence) / 2
    return Interval(*_cluster_quantiles([float(hit) for hit in hits], clusters, (low, 1 - low), seed))


def mcnemar(only_first: int, only_second: int) -> float:
    """Two-sided exact p-value that two versions differ, from the probes only one of them got right."""
    from scipy.stats import binomtest

    changed = only_first + only_second
    return float(binomtest(only_first, changed, 0.5).pvalue) if changed else 1.0


def worst_loss(
    before: Sequence[bool],
    after: Sequence[bool],
    clusters: Sequence[str],
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> float:
    """One-sided upper bound on the share lost from before to after, paired by probe, resampled by cluster.

    Below the margin: the new version is not inferior. A test without a difference proves nothing of the kind.
    """
    if not before:
        return 1.0
    losses = [float(was) - float(now) for was, now in zip(before, after, strict=True)]
    return _cluster_quantiles(losses, clusters, (confidence,), seed)[0]


def _cluster_quantiles(
    values: Sequence[float], clusters: Sequence[str], quantiles: Sequence[float], seed: int
) -> list[float]:
    """Quantiles of the mean over resampled clusters."""
    import numpy as np

    names = {name: place for place, name in enumerate(dict.fromkeys(clusters))}
    owner = np.array([names[name] for name in clusters])
    sums = np.bincount(owner, weights=np.array(values), minlength=len(names))
    sizes = np.bincount(owner, minlength=len(names))
    drawn = np.random.default_rng(seed).integers(0, len(names), size=(DRAWS, len(names)))
    means = sums[drawn].sum(axis=1) / sizes[drawn].sum(axis=1)
    return [float(each) for each in np.quantile(means, quantiles)]
