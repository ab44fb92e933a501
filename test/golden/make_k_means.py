"""Writes k-means.json: clusters by scikit-learn's KMeans from given starts, for test/core/clusters/k-means.test.ts.

Run: python3 test/golden/make_k_means.py   (scikit-learn 1.9.1, numpy)

`tol=0` lets it go on until no row changes its cluster. `best` is the least inertia of 20 draws of k-means++.
"""
import json
import pathlib

import numpy as np
from sklearn.cluster import KMeans

rng = np.random.default_rng(5)


def clusters(n, d, k):
    X = np.round(rng.normal(size=(n, d)) + 3 * rng.integers(0, 3, size=(n, 1)), 4)
    starts = np.sort(rng.choice(n, size=k, replace=False))
    found = KMeans(k, init=X[starts], n_init=1, tol=0, max_iter=300, algorithm="lloyd").fit(X)
    assert len(set(found.labels_)) == k
    best = KMeans(k, n_init=20, random_state=1).fit(X).inertia_
    return {
        "X": X.T.tolist(),
        "starts": starts.tolist(),
        "labels": found.labels_.tolist(),
        "centres": found.cluster_centers_.T.tolist(),
        "inertia": float(found.inertia_),
        "best": float(best),
    }


golden = [clusters(150, 2, 3), clusters(200, 4, 12), clusters(90, 3, 40)]
pathlib.Path(__file__).with_name("k-means.json").write_text(json.dumps(golden) + "\n")
