"""Writes knn.json: what scikit-learn's nearest neighbours predict, on rows without ties in distance.

Run with scikit-learn 1.9.1: python3 make_knn.py
"""
import itertools
import json
import pathlib

import numpy as np
import sklearn
from sklearn.neighbors import KNeighborsClassifier, KNeighborsRegressor

rng = np.random.default_rng(20261122)
X = rng.normal(size=(90, 5)).round(6)
asked = rng.normal(size=(25, 5)).round(6)
asked[3] = X[11]  # at distance 0: the only neighbour that counts by distance
labels = (X @ rng.normal(size=(5, 3)) + rng.gumbel(size=(90, 3))).argmax(axis=1)
values = (X[:, 0] + X[:, 1] ** 2 + 0.2 * rng.normal(size=90)).round(6)

cases = []
for k, weights, metric in itertools.product((1, 5, 40, 90), ("uniform", "distance"), ("euclidean", "manhattan")):
    params = {"n_neighbors": k, "weights": weights, "metric": metric}
    kwargs = {**params, "algorithm": "kd_tree"}  # brute force rounds distances
    classifier = KNeighborsClassifier(**kwargs).fit(X, labels)
    regressor = KNeighborsRegressor(**kwargs).fit(X, values)
    cases.append({
        "params": params,
        "proba": classifier.predict_proba(asked).tolist(),
        "value": regressor.predict(asked).tolist(),
    })

out = pathlib.Path(__file__).with_name("knn.json")
data = {"X": X.tolist(), "asked": asked.tolist(), "labels": labels.tolist(), "values": values.tolist()}
out.write_text(json.dumps({"sklearn": sklearn.__version__, **data, "cases": cases}))
