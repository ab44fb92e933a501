"""Golden values of Student's t (mpmath, 80 digits) and of the corrected resampled t-test: writes statistics.json beside it.

The test is `compute_corrected_ttest` of scikit-learn's documentation ("Statistical comparison of models using grid
search"), two-sided here; the interval is the one that goes with it, with SciPy's quantile.
Run: python test/golden/make_statistics.py
"""
import json
import pathlib

import mpmath as mp
import numpy as np
from scipy.stats import t as student

mp.mp.dps = 80
DFS = [0.5, 1, 2, 3, 4, 7.3, 9, 24, 49, 99, 1000, 12345.6, 1000000]
TS = [1e-9, 1e-3, 0.1, 0.5, 1, 1.7, 2.776, 4, 8, 15, 40, 300]


def beta_series(x, a, b):
    """I_x(a, b) = x^a (1-x)^b / (a B(a, b)) * sum of x^n (a+b)_n / (a+1)_n: positive terms, nothing cancels."""
    term, total, n = mp.mpf(1), mp.mpf(1), 0
    while term > total * mp.mpf(10) ** -75 or (a + b + n) * x > a + 1 + n:
        term *= x * (a + b + n) / (a + 1 + n)
        total += term
        n += 1
    log_front = a * mp.log(x) + b * mp.log1p(-x) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
    return mp.exp(log_front) * total / a


def survival(t, df):
    """P(T > t) by I_x(df/2, 1/2) in 80 digits."""
    t, df = mp.mpf(t), mp.mpf(df)
    x = df / (df + t * t)
    if x < 0.9:
        return beta_series(x, df / 2, mp.mpf(1) / 2) / 2
    return (1 - beta_series(t * t / (df + t * t), mp.mpf(1) / 2, df / 2)) / 2


tails = []
for df in DFS:
    for t in TS:
        if student.sf(t, df) > 1e-40:
            tails.append([t, df, float(survival(t, df))])

quantiles = []
for df in DFS:
    for tail in (0.4, 0.1, 0.05, 0.025, 0.005, 1e-6):
        p = 1 - tail
        exact_tail = 1 - mp.mpf(p)
        start = float(student.isf(float(exact_tail), df))
        root = mp.findroot(lambda t: mp.log(survival(t, df) / exact_tail), (start, start * 1.000001), tol=1e-25)
        quantiles.append([p, df, float(root)])


def corrected(differences, n_train, n_test):
    j = len(differences)
    std = np.sqrt(np.var(differences, ddof=1) * (1 / j + n_test / n_train))
    t = np.mean(differences) / std
    half = student.ppf(0.975, j - 1) * std
    return {
        "differences": list(differences),
        "nTrain": n_train,
        "nTest": n_test,
        "t": float(t),
        "p": float(2 * student.sf(abs(t), j - 1)),
        "interval": [float(np.mean(differences) - half), float(np.mean(differences) + half)],
    }


rng = np.random.default_rng(7)
tests = []
for j, n_train, n_test in [(5, 24000, 6000), (10, 90, 10), (50, 240, 60), (2, 50, 50), (25, 400, 100)]:
    tests.append(corrected([float(x) for x in np.round(rng.normal(0.01, 0.02, j), 4)], n_train, n_test))

target = pathlib.Path(__file__).with_name("statistics.json")
target.write_text(json.dumps({"tails": tails, "quantiles": quantiles, "tests": tests}, separators=(",", ":")) + "\n")
