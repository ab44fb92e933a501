"""Golden values of tests by ranks and counts, by SciPy, scikit-posthocs and counting: writes rank-tests.json beside it.

SciPy's `wilcoxon` is exact with ties only up to 13 differences (by a permutation test); beyond, the exact p comes from a
count of all patterns of signs in whole numbers here (`counted`), checked against SciPy's where that is exact.
Run: python test/golden/make_rank_tests.py
"""
import json
import pathlib
from collections import Counter
from fractions import Fraction

import numpy as np
import scikit_posthocs
from scipy import stats

rng = np.random.default_rng(11)


def counted(differences):
    """Two-sided p from the number of sign patterns whose sum of (doubled) midranks is at most the one seen."""
    kept = np.array([d for d in differences if d != 0])
    ranks = [int(r) for r in 2 * stats.rankdata(np.abs(kept))]
    patterns = Counter({0: 1})
    for rank in ranks:
        patterns.update({total + rank: count for total, count in list(patterns.items())})
    positive = sum(r for r, d in zip(ranks, kept) if d > 0)
    seen = min(positive, sum(ranks) - positive)
    return float(min(1, 2 * Fraction(sum(c for s, c in patterns.items() if s <= seen), 2 ** len(ranks))))


signed_rank = []
for n in (1, 2, 5, 9, 13, 20, 35, 50, 51, 80, 300):
    for ties in (False, True):
        for shift in (0, 0.4):
            d = rng.normal(shift, 1, n)
            d = np.round(d, 1 if ties else 6)
            if not np.any(d):
                continue
            result = stats.wilcoxon(d, method="auto" if len(d) <= 50 else "asymptotic", correction=True)
            kept = np.count_nonzero(d)
            exact = kept <= 50
            p = counted(d) if exact else float(result.pvalue)
            tied = len(set(np.abs(d[d != 0]))) < kept or kept < n
            if exact and (not tied or n <= 13):
                assert abs(p - result.pvalue) <= 1e-12 * p, (n, ties, p, result)
            if exact and n > 50:
                continue
            signed_rank.append([[float(x) for x in d], float(result.statistic), p, bool(exact)])

binomial = []
for n, p in [(1, 0.5), (10, 0.5), (24, 0.5), (25, 0.5), (1000, 0.5), (100000, 0.5), (7, 0.3), (50, 0.03), (400, 0.9), (33, 0.6180339)]:
    for k in sorted({0, 1, n // 10, n // 3, n // 2, int(n * p), min(n, int(n * p) + 1), n - 1, n}):
        value = float(stats.binomtest(k, n, p).pvalue)
        if value > 1e-290:
            binomial.append([k, n, p, value])

friedman = []
for n, k, decimals in [(2, 3, 3), (5, 3, 2), (12, 4, 2), (30, 10, 1), (8, 6, 0), (100, 20, 3)]:
    scores = np.round(rng.normal(0, 1, (n, k)) + np.linspace(0, 1, k), decimals)
    result = stats.friedmanchisquare(*scores.T)
    f = (n - 1) * result.statistic / (n * (k - 1) - result.statistic)
    friedman.append({
        "scores": scores.tolist(),
        "statistic": float(result.statistic),
        "p": float(result.pvalue),
        "f": float(f),
        "fP": float(stats.f.sf(f, k - 1, (k - 1) * (n - 1))),
        "meanRanks": [float(x) for x in stats.rankdata(-scores, axis=1).mean(axis=0)],
        "nemenyi": scikit_posthocs.posthoc_nemenyi_friedman(scores).to_numpy().tolist(),
    })

adjusted = []
for m in (1, 2, 7, 40):
    p = np.round(rng.uniform(0, 0.2, m), 3)
    adjusted.append([p.tolist(), stats.false_discovery_control(p).tolist()])

ranges = [[k, float(stats.studentized_range.ppf(0.95, k, np.inf) / 2**0.5)] for k in range(2, 11)]

target = pathlib.Path(__file__).with_name("rank-tests.json")
golden = {"signedRank": signed_rank, "binomial": binomial, "friedman": friedman, "benjaminiHochberg": adjusted, "nemenyiQ05": ranges}
target.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
