"""Writes samplers.json: neighbours by scikit-learn, counts by imbalanced-learn, Kolmogorov-Smirnov by scipy.

Run: python3 test/golden/samplers.py   (scikit-learn 1.9.1, imbalanced-learn 0.14.2, scipy, pandas)
"""
import json
import pathlib
from collections import Counter

import numpy as np
from imblearn.over_sampling import SMOTE, RandomOverSampler
from imblearn.under_sampling import RandomUnderSampler
from scipy.stats import ks_2samp
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(7)


def neighbours(name, numbers, codes, cost, k):
    """Brute force on numbers and one-hot codes, a differing code costing `cost` in the squared distance."""
    blocks = [numbers]
    for j in range(codes.shape[1]):
        levels = np.arange(codes[:, j].max() + 1)
        blocks.append((codes[:, [j]] == levels) * np.sqrt(cost / 2))
    X = np.hstack(blocks)
    index = NearestNeighbors(n_neighbors=k + 1, algorithm="brute").fit(X).kneighbors(X, return_distance=False)
    index = [[int(i) for i in row if i != q][:k] for q, row in enumerate(index)]
    return {"name": name, "numbers": numbers.T.tolist(), "codes": codes.T.tolist(), "k": k, "index": index}


def smote_space(name, n, d, dc, k):
    """Chawla et al. 2002, section 6.1: the cost is the squared median of the numbers' standard deviations."""
    numbers = rng.normal(size=(n, d)) * (10.0 ** np.arange(d))
    codes = rng.integers(0, 3, size=(n, dc))
    cost = float(np.median(numbers.std(axis=0)) ** 2) if d else 1.0
    return neighbours(name, numbers, codes, cost, k)


def counts(y, strategy):
    X = np.arange(len(y), dtype=float)[:, None]
    out = {"y": y.tolist(), "strategy": strategy}
    for name, make in {
        "random-over": lambda: RandomOverSampler(sampling_strategy=strategy),
        "random-under": lambda: RandomUnderSampler(sampling_strategy=strategy),
        "smote": lambda: SMOTE(sampling_strategy=strategy, k_neighbors=2),
    }.items():
        try:
            after = Counter(make().fit_resample(X, y)[1].tolist())
            out[name] = [after[c] for c in sorted(set(y.tolist()))]
        except ValueError:
            out[name] = None
    return out


binary = np.repeat([0, 1], [37, 11])
three = np.repeat([0, 1, 2], [9, 25, 14])
a, b = np.round(rng.normal(size=60), 1), np.round(rng.normal(0.3, 1.2, size=47), 1)
golden = {
    "neighbours": [
        smote_space("numbers", 60, 4, 0, 5),
        smote_space("numbers and codes", 60, 3, 2, 4),
    ],
    "counts": [
        counts(binary, "auto"),
        counts(binary, 0.5),
        counts(binary, 0.8),
        counts(binary, 0.2),
        counts(binary, 1.0),
        counts(three, "auto"),
        counts(three, 0.9),
    ],
    "ks": {"a": a.tolist(), "b": b.tolist(), "statistic": float(ks_2samp(a, b).statistic)},
}
pathlib.Path(__file__).with_suffix(".json").write_text(json.dumps(golden) + "\n")
