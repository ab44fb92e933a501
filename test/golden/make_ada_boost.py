"""Writes ada-boost.json: what scikit-learn's AdaBoostClassifier (SAMME) predicts where its trees can be equalled.

Run with scikit-learn 1.9.1: python3 make_ada_boost.py

Features are whole numbers of at most 20 levels, so a bin is a value and binning loses nothing. Every class has the
same number of rows: a balanced under-sample is then all of them, and easy-ensemble with one of them, and rus-boost, are AdaBoost.
A case stands only if its probabilities stay the same with the columns in another order, with every number negated and
with the rows' weights shaken by a millionth: then no split is won by a tie or by rounding. Each case takes the first seed with
which it stands.

Tolerance: probabilities come from sums of some dozens of votes, each a logarithm of sums in another order: 1e-10.

A file: {sklearn, cases: [{name, params, X (a list a column), y, weights, proba (a list a row), votes}]}.
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.ensemble import AdaBoostClassifier
from sklearn.tree import DecisionTreeClassifier

LEVELS = [2, 5, 9, 14, 20]


def data(seed, n_classes, n_rows, noise):
    rng = np.random.default_rng(seed)
    X = rng.integers(0, LEVELS, size=(20 * n_rows, len(LEVELS))).astype(float)
    score = (X / np.array(LEVELS)) @ [0.3, 1, -1, 0.5, 1] + noise * rng.normal(size=len(X))
    y = np.searchsorted(np.quantile(score, np.arange(1, n_classes) / n_classes), score)
    keep = np.sort(np.concatenate([np.flatnonzero(y == k)[: n_rows // n_classes] for k in range(n_classes)]))
    return X[keep], y[keep], rng.uniform(0.5, 3, len(keep)).round(3)


def fit(X, y, weights, rate, depth, rounds):
    base = DecisionTreeClassifier(max_depth=depth, random_state=0)
    return AdaBoostClassifier(base, n_estimators=rounds, learning_rate=rate, random_state=0).fit(X, y, weights)


def case(name, n_classes, weighted, rate, depth, rounds, noise=0.4):
    for seed in range(1000):
        X, y, weights = data(seed, n_classes, 240, noise)
        weights = weights if weighted else np.ones(len(y))
        model = fit(X, y, weights, rate, depth, rounds)
        proba = model.predict_proba(X)
        shaken = weights * (1 + 1e-6 * np.random.default_rng(1).uniform(-1, 1, len(y)))
        others = [(X[:, ::-1], weights), (-X, weights), (X, shaken)]
        if all(np.abs(fit(Z, y, w, rate, depth, rounds).predict_proba(Z) - proba).max() < 1e-4 for Z, w in others):
            break
    else:
        raise SystemExit(f"{name}: no seed stands")
    print(name, "seed", seed, "votes", len(model.estimators_))
    return {
        "name": name,
        "params": {"n_estimators": rounds, "learning_rate": rate, "max_depth": depth},
        "X": X.T.tolist(),
        "y": y.tolist(),
        "weights": weights.tolist() if weighted else None,
        "proba": proba.tolist(),
        "votes": model.estimator_weights_[: len(model.estimators_)].tolist(),
    }


cases = [
    case("two classes", 2, False, 1.0, 1, 50),
    case("two classes, weighted rows", 2, True, 1.0, 1, 50),
    case("two classes, slower", 2, False, 0.3, 1, 30),
    case("two classes, depth 3", 2, True, 1.0, 3, 10),
    case("three classes", 3, False, 1.0, 1, 20),
    case("three classes, depth 2, weighted rows", 3, True, 0.7, 2, 20),
    case("a tree without a fault ends it", 2, False, 1.0, 12, 10, noise=0.0),
]
out = pathlib.Path(__file__).with_name("ada-boost.json")
out.write_text(json.dumps({"sklearn": sklearn.__version__, "cases": cases}))
