"""Writes logistic.json: small seeded problems and scikit-learn's solutions at tol 1e-12.

Run with scikit-learn 1.9.1: python3 make_logistic.py
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.linear_model import LogisticRegression


def solve(name, X, y, weights=None, **params):
    C = params.get("C", 1.0)
    model = LogisticRegression(
        C=C, fit_intercept=params.get("fit_intercept", True), tol=1e-12, max_iter=100000, solver="newton-cg"
    )
    model.fit(X, y, sample_weight=weights)
    return {
        "name": name,
        "C": C,
        "fit_intercept": params.get("fit_intercept", True),
        "X": X.round(6).tolist(),
        "y": y.tolist(),
        "weights": None if weights is None else weights.tolist(),
        "coef": model.coef_.tolist(),
        "intercept": np.ravel(model.intercept_).tolist(),
        "proba": model.predict_proba(X[:20]).tolist(),
    }


rng = np.random.default_rng(20240607)


def table(n, p):
    return rng.normal(size=(n, p)).round(6)


def labels(scores):
    """Class indices drawn from softmax(scores)."""
    noisy = scores + rng.gumbel(size=scores.shape)
    return noisy.argmax(axis=1)


cases = []
X = table(120, 4)
y = labels(np.c_[np.zeros(120), X @ [1.5, -1, 0.5, 0] - 1])
cases.append(solve("binary", X, y))
cases.append(solve("binary, strong penalty", X, y, C=0.001))
cases.append(solve("binary, weak penalty", X, y, C=1000.0))
cases.append(solve("binary, no intercept", X, y, fit_intercept=False))
cases.append(solve("binary, weights", X, y, weights=rng.integers(1, 6, size=120) / 2))

X = table(90, 3)
X = np.c_[X, X[:, 0] + X[:, 1], X[:, 2]]
y = labels(np.c_[np.zeros(90), X[:, 0] - 2 * X[:, 2]])
cases.append(solve("binary, collinear columns", X, y, C=10.0))

X = table(60, 2)
cases.append(solve("binary, separable", X, (X[:, 0] + X[:, 1] > 0).astype(int), C=10.0))

X = table(150, 3)
y = labels(X @ rng.normal(size=(3, 4)) + [1, 0, 0, -1])
cases.append(solve("four classes", X, y))
cases.append(solve("four classes, weights", X, y, weights=rng.integers(1, 4, size=150) * 1.0, C=5.0))
cases.append(solve("four classes, no intercept", X, y, fit_intercept=False))
X = np.c_[X, X[:, 0] - X[:, 1]]
cases.append(solve("four classes, collinear columns", X, y, C=100.0))

out = pathlib.Path(__file__).with_name("logistic.json")
out.write_text(json.dumps({"sklearn": sklearn.__version__, "cases": cases}))
