"""Writes importance.json: permutation importances of scikit-learn, the mean of so many swaps that their noise is small.

Run with scikit-learn 1.9.1: python3 make_importance.py
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.inspection import permutation_importance
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

REPEATS = 2000
rng = np.random.default_rng(20261121)
cases = []


def case(name, metric, scoring, model, X, y):
    """Fitted on the first half, swapped in the second."""
    half = len(y) // 2
    fitted = make_pipeline(StandardScaler(), model).fit(X[:half], y[:half])
    found = permutation_importance(
        fitted, X[half:], y[half:], scoring=scoring, n_repeats=REPEATS, random_state=0
    )
    cases.append({
        "name": name,
        "metric": metric,
        "X": X.tolist(),
        "y": y.tolist(),
        "importances": found.importances_mean.tolist(),
        "errors": (found.importances_std / np.sqrt(REPEATS)).tolist(),
    })


n = 400
X = rng.normal(size=(n, 3)).round(6)
y = (2 * X[:, 0] - X[:, 1] + rng.normal(size=n)).round(6)
case("ridge", "mse", "neg_mean_squared_error", Ridge(alpha=1.0), X, y)

X = rng.normal(size=(n, 3)).round(6)
p = 1 / (1 + np.exp(-(1.5 * X[:, 0] + 0.7 * X[:, 1])))
y = (rng.uniform(size=n) < p).astype(int)
for metric, scoring in [("roc_auc", "roc_auc"), ("accuracy", "accuracy"), ("log_loss", "neg_log_loss")]:
    case(f"logistic, {metric}", metric, scoring, LogisticRegression(C=1.0, tol=1e-8), X, y)

golden = {"scikit_learn": sklearn.__version__, "repeats": REPEATS, "cases": cases}
path = pathlib.Path(__file__).with_name("importance.json")
path.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
