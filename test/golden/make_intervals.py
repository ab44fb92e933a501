"""Golden values of DeLong's variances, covariances and test, and of BCa intervals: writes intervals.json beside it.

DeLong, DeLong & Clarke-Pearson 1988 by its definition, over all pairs; rows in groups by Obuchowski 1997, equations of its
section 2. BCa by Efron 1987 from given resampled values: normal distribution of SciPy, percentiles of numpy
(`weibull`: p (n + 1)). scipy.stats.bootstrap makes its bias and acceleration so, from resamples of its own.
Run: python test/golden/make_intervals.py
"""
import json
import pathlib

import numpy as np
from scipy.stats import norm
from sklearn.metrics import roc_auc_score

rng = np.random.default_rng(20240)


def components(scores, y):
    """psi(X_i, Y_j) of all pairs, and its means over either: V10 and V01."""
    positive, negative = scores[y == 1], scores[y == 0]
    psi = (positive[:, None] > negative[None, :]) + 0.5 * (positive[:, None] == negative[None, :])
    return psi.mean(), psi.mean(1), psi.mean(0)


def covariance(a, b):
    """Independent rows: S10 / m + S01 / n."""
    (_, a10, a01), (_, b10, b01) = a, b
    return np.cov(a10, b10)[0, 1] / len(a10) + np.cov(a01, b01)[0, 1] / len(a01)


def clustered(a, b, y, groups):
    (auc_a, a10, a01), (auc_b, b10, b01) = a, b
    m, n = len(a10), len(a01)
    ids = np.unique(groups)
    total = lambda values, auc, of: np.array([(values[groups[y == of] == g] - auc).sum() for g in ids])
    x_a, x_b = total(a10, auc_a, 1), total(b10, auc_b, 1)
    y_a, y_b = total(a01, auc_a, 0), total(b01, auc_b, 0)
    i10, i01, i = len(np.unique(groups[y == 1])), len(np.unique(groups[y == 0])), len(ids)
    s10 = i10 / ((i10 - 1) * m) * (x_a * x_b).sum()
    s01 = i01 / ((i01 - 1) * n) * (y_a * y_b).sum()
    s11 = i / (i - 1) * ((x_a * y_b).sum() + (x_b * y_a).sum())
    return s10 / m + s01 / n + s11 / (m * n)


def delong_case(n, share, ties, n_groups):
    y = (rng.random(n) < share).astype(int)
    y[:4] = [0, 1, 0, 1]
    base = rng.normal(size=n) + y
    first, second = base + rng.normal(size=n), base + rng.normal(size=n) * 0.7
    if ties:
        first, second = np.round(first), np.round(second * 2) / 2
    groups = rng.integers(n_groups, size=n)
    groups[:4] = [0, 0, 1, 1]
    a, b = components(first, y), components(second, y)
    assert abs(a[0] - roc_auc_score(y, first)) < 1e-14
    var_a, var_b, cov = covariance(a, a), covariance(b, b), covariance(a, b)
    z = (a[0] - b[0]) / np.sqrt(var_a + var_b - 2 * cov)
    logit, half = np.log(a[0] / (1 - a[0])), norm.ppf(0.975) * np.sqrt(var_a) / (a[0] * (1 - a[0]))
    return {
        "y": y.tolist(), "first": first.tolist(), "second": second.tolist(), "groups": groups.tolist(),
        "auc": [a[0], b[0]], "variance": [var_a, var_b], "covariance": cov, "z": z, "p": 2 * norm.sf(abs(z)),
        "interval": [1 / (1 + np.exp(-(logit - half))), 1 / (1 + np.exp(-(logit + half)))],
        "clustered": [clustered(a, a, y, groups), clustered(a, b, y, groups)],
    }


def bca_case(n_resamples, discrete, shift):
    sample = rng.exponential(size=40)
    if discrete:
        sample = np.round(sample)
    estimate = sample.mean()
    values = np.array([rng.choice(sample, 40).mean() for _ in range(n_resamples)]) + shift
    without = np.array([np.delete(sample, i).mean() for i in range(40)])
    off = without.mean() - without
    a = (off**3).sum() / (6 * (off**2).sum() ** 1.5)
    z0 = norm.ppf(((values < estimate).mean() + (values <= estimate).mean()) / 2)
    z = z0 + norm.ppf([0.025, 0.975])
    ends = np.quantile(values, norm.cdf(z0 + z / (1 - a * z)), method="weibull")
    return {"estimate": estimate, "values": values.tolist(), "without": without.tolist(), "acceleration": a, "interval": ends.tolist()}


golden = {
    "delong": [delong_case(*c) for c in [(12, 0.5, False, 5), (40, 0.3, True, 9), (80, 0.1, False, 80), (60, 0.6, True, 3)]],
    "bca": [bca_case(*c) for c in [(400, False, 0), (400, True, 0), (200, False, 0.05)]],
}
pathlib.Path(__file__).with_name("intervals.json").write_text(json.dumps(golden) + "\n")
