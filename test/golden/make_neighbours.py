"""Writes neighbours.json: nearest neighbours by scikit-learn's NearestNeighbors, one more than the tests ask for.

Real sets by `kd_tree`, which sums squared differences directly (`brute` expands the square and loses digits). Missing numbers
by `nan_euclidean`, which does expand it: on normal numbers that costs some 1e-15.

Run: python3 test/golden/make_neighbours.py SHARED_DATASETS   (scikit-learn 1.9.1, numpy)
"""
import json
import pathlib
import sys

import numpy as np
from sklearn.neighbors import NearestNeighbors

K = 6
rng = np.random.default_rng(11)


def found(X, queries, **how):
    """K others of each query, without itself."""
    distance, index = NearestNeighbors(n_neighbors=K + 1, **how).fit(X).kneighbors(X[queries])
    rows = []
    for query, d, i in zip(queries, distance, index):
        others = [(float(a), int(b)) for a, b in zip(d, i) if b != query][:K]
        rows.append({"query": int(query), "distance": [a for a, _ in others], "index": [b for _, b in others]})
    return rows


def real(folder, file, header, columns, n_queries):
    X = np.genfromtxt(folder / file, delimiter=",", skip_header=header, usecols=range(*columns))
    queries = np.arange(0, len(X), len(X) // n_queries)
    return {
        "file": file,
        "header": bool(header),
        "columns": columns,
        "found": found(X, queries, algorithm="kd_tree"),
    }


def holes(n, d, share):
    X = rng.normal(size=(n, d))
    X[rng.random(size=X.shape) < share] = np.nan
    X[np.isnan(X).all(axis=1), 0] = 0.5
    cells = [[None if np.isnan(x) else float(x) for x in column] for column in X.T]
    # Rows without a number in common have no distance there; few rows here have so few numbers.
    queries = np.flatnonzero(np.isfinite(X).sum(axis=1) > d // 2)
    return {"cells": cells, "found": found(X, queries, algorithm="brute", metric="nan_euclidean")}


folder = pathlib.Path(sys.argv[1])
golden = {
    "holes": holes(150, 6, 0.2),
    "real": [
        real(folder, "mammography.noheader.csv", 0, [0, 6], 200),
        real(folder, "credit-default.csv", 1, [1, 24], 200),
    ],
}
path = pathlib.Path(__file__).with_name("neighbours.json")
path.write_text(json.dumps(golden) + "\n")
