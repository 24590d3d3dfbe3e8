"""How sure a figure is: intervals, and tests of two versions on the same probes."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import comb
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


def holm(pvalues: Sequence[float]) -> list[float]:
    """Adjusted p-values, in the order given: of many slices looked at, one differs by luck (Holm, 1979)."""
    order = sorted(range(len(pvalues)), key=lambda place: pvalues[place])
    adjusted, highest = [1.0] * len(pvalues), 0.0
    for rank, place in enumerate(order):
        highest = max(highest, min(1.0, (len(pvalues) - rank) * pvalues[place]))
        adjusted[place] = highest
    return adjusted


def paired_interval(
    before: Sequence[bool],
    after: Sequence[bool],
    clusters: Sequence[str],
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> Interval:
    """The interval of after minus before, in shares, paired by probe, resampled by cluster.

    Where too little changed for resampling to show any spread, it is as wide as what was never seen to change allows.
    """
    if not before:
        return Interval(-1.0, 1.0)
    gains = [float(now) - float(was) for was, now in zip(before, after, strict=True)]
    low = (1 - confidence) / 2
    found = Interval(*_cluster_quantiles(gains, clusters, (low, 1 - low), seed))
    won, lost, n = gains.count(1.0), gains.count(-1.0), len(gains)
    least, most = won / n - most_of(lost, n, 1 - low), most_of(won, n, 1 - low) - lost / n
    return Interval(min(found.low, least), max(found.high, most))


def most_of(k: int, n: int, confidence: float = CONFIDENCE) -> float:
    """One-sided exact upper bound of a share (Clopper and Pearson, 1934): 0 of 300 may still be 1 %."""
    from scipy.stats import beta

    return 1.0 if k >= n else float(beta.ppf(confidence, k + 1, n - k))


def pass_k(counts: Sequence[int], num_repeats: int) -> list[float]:
    """For k from 1 to num_repeats: the chance that k answers drawn to the same probe are all right, over the probes.

    `counts`: right answers of each probe. C(c, k) / C(K, k) is without bias (Yao et al., 2024, arXiv:2406.12045).
    """
    if not counts:
        return []
    return [
        sum(comb(count, k) / comb(num_repeats, k) for count in counts) / len(counts) for k in range(1, num_repeats + 1)
    ]


def worst_loss(
    before: Sequence[bool],
    after: Sequence[bool],
    clusters: Sequence[str],
    seed: int = 0,
    confidence: float = CONFIDENCE,
) -> float:
    """One-sided upper bound on the share lost from before to after, paired by probe, resampled by cluster.

    Below the margin: the new version is not inferior. A test without a difference proves nothing of the kind: of few
    probes none lost may be luck, so the bound is never below what the number of probes leaves open.
    """
    if not before:
        return 1.0
    losses = [float(was) - float(now) for was, now in zip(before, after, strict=True)]
    resampled = _cluster_quantiles(losses, clusters, (confidence,), seed)[0]
    lost, won, n = losses.count(1.0), losses.count(-1.0), len(losses)
    return max(resampled, most_of(lost, n, confidence) - won / n)


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
