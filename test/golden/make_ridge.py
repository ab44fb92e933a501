"""Writes ridge.json: small seeded problems and the coefficients of scikit-learn's Ridge and RidgeClassifier.

Run with scikit-learn 1.9.1: python3 make_ridge.py
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import LinearRegression, Ridge, RidgeClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

rng = np.random.default_rng(20261121)
cases = []


def table(n, p):
    return rng.normal(size=(n, p)).round(6)


def solve(name, X, y, weights=None, alpha=1.0, fit_intercept=True, classes=False, least_norm=False):
    """Data, and what the solver finds. least_norm: LinearRegression, whose SVD gives the limit of alpha = 0."""
    make = RidgeClassifier if classes else Ridge
    model = LinearRegression() if least_norm else make(alpha=alpha, fit_intercept=fit_intercept)
    model.fit(X, y, sample_weight=weights)
    cases.append({
        "name": name,
        "alpha": alpha,
        "fit_intercept": fit_intercept,
        "classes": classes,
        "X": X.tolist(),
        "y": y.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "coef": np.atleast_2d(model.coef_).tolist(),
        "intercept": np.ravel(model.intercept_).tolist(),
        "predicted": model.predict(X).tolist(),
    })


X = table(80, 4) * [1, 10, 0.1, 1] + [0, 100, 0, -3]
y = (X @ [2, 0.1, 5, -1] + rng.normal(size=80)).round(6)
weights = rng.integers(1, 6, size=80) / 2
solve("numbers", X, y)
solve("numbers, strong penalty", X, y, alpha=300.0)
solve("numbers, no penalty", X, y, alpha=0.0)
solve("numbers, no intercept", X, y, fit_intercept=False)
solve("numbers, weights", X, y, weights=weights)
solve("numbers, weights, no intercept", X, y, weights=weights, fit_intercept=False)

wide = table(20, 45)
y = (wide[:, 0] - wide[:, 7] + 0.1 * rng.normal(size=20)).round(6)
solve("more columns than rows", wide, y, alpha=0.5)
solve("more columns than rows, weights", wide, y, alpha=2.0, weights=weights[:20])
solve("more columns than rows, no penalty", wide, y, alpha=0.0, least_norm=True)

town = rng.integers(0, 3, size=60)
X = np.c_[table(60, 2), np.eye(3)[town]]
X = np.c_[X, X[:, 0] - 2 * X[:, 1]]
y = (X[:, 0] + town + 0.3 * rng.normal(size=60)).round(6)
solve("collinear columns", X, y)
solve("collinear columns, no penalty", X, y, alpha=0.0, least_norm=True)

X = table(90, 3)
solve("two classes", X, (X @ [1, -1, 0.5] + rng.normal(size=90) > 0.8).astype(int), classes=True)
scores = X @ rng.normal(size=(3, 4)) + rng.gumbel(size=(90, 4))
solve("four classes", X, scores.argmax(axis=1), classes=True)
solve("four classes, weights", X, scores.argmax(axis=1), classes=True, weights=rng.integers(1, 4, size=90) * 1.0)

# The whole pipeline: assay standardises before ridge, as scikit-learn's users do.
X = table(70, 3) * [1, 1000, 0.01] + [5, -300, 0]
y = (X @ [1, 0.002, 30] + rng.normal(size=70)).round(6)
fitted = make_pipeline(StandardScaler(), Ridge()).fit(X[:50], y[:50])
pipeline = {"X": X.tolist(), "y": y.tolist(), "predicted": fitted.predict(X[50:]).tolist()}

out = pathlib.Path(__file__).with_name("ridge.json")
out.write_text(json.dumps({"sklearn": sklearn.__version__, "cases": cases, "pipeline": pipeline}))
