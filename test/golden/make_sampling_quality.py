"""Writes sampling-quality.json: what SciPy and scikit-learn say of two small samples, real and made.

Run with scikit-learn 1.9 and scipy: python make_sampling_quality.py > sampling-quality.json

ks: scipy.stats.ks_2samp(real, made).statistic, ties and all; total_variation: half the sum of the absolute differences of
the levels' shares; nearest: NearestNeighbors (brute) on numbers standardised by the real rows; projection: PCA of the same
numbers (full SVD), ratios and the made rows' coordinates, whose signs are free.
"""

import json

import numpy as np
from scipy.stats import ks_2samp
from sklearn.decomposition import PCA
from sklearn.neighbors import NearestNeighbors

rng = np.random.default_rng(7)


def numbers(n, shift):
    first = rng.normal(shift, 1, n)
    return {
        "normal": first,
        "whole": np.floor(rng.gamma(2.0, 3.0 + shift, n)),
        "related": 0.7 * first + rng.normal(0, 0.4, n),
        "skewed": rng.exponential(1.0 + shift, n),
    }


def shares(codes, n_levels):
    return np.bincount(codes, minlength=n_levels) / len(codes)


real, made = numbers(240, 0.0), numbers(180, 0.3)
levels = ["a", "b", "c", "d"]
codes = rng.choice(4, 240, p=[0.5, 0.3, 0.15, 0.05]), rng.choice(4, 180, p=[0.4, 0.3, 0.3, 0.0])
names = list(real)
x, z = (np.column_stack([side[name] for name in names]) for side in (real, made))
centre, scale = x.mean(axis=0), x.std(axis=0)
x, z = (x - centre) / scale, (z - centre) / scale
pca = PCA(svd_solver="full").fit(x)
to_real = NearestNeighbors(n_neighbors=1, algorithm="brute").fit(x).kneighbors(z)[0][:, 0]
between = NearestNeighbors(n_neighbors=2, algorithm="brute").fit(x).kneighbors(x)[0][:, 1]


def quantiles(distances):
    at = np.sort(distances)
    return {name: at[int((len(at) - 1) * q)] for name, q in (("q05", 0.05), ("median", 0.5), ("q95", 0.95))}


print(
    json.dumps(
        {
            "real": {name: list(values) for name, values in real.items()},
            "made": {name: list(values) for name, values in made.items()},
            "levels": levels,
            "codes": [side.tolist() for side in codes],
            "ks": {name: ks_2samp(real[name], made[name]).statistic for name in names},
            "total_variation": np.abs(shares(codes[0], 4) - shares(codes[1], 4)).sum() / 2,
            "nearest": {"synthetic": quantiles(to_real), "real": quantiles(between)},
            "explained": pca.explained_variance_ratio_[:2].tolist(),
            "projected": pca.transform(z)[:, :2].tolist(),
        },
        default=float,
    )
)
