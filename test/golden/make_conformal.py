"""Conformal intervals and sets by MAPIE, of given predictions, and Wilson's interval by statsmodels: test/golden/conformal.json.

MAPIE 1.x: SplitConformalRegressor and SplitConformalClassifier (lac) with prefit models that answer with what is given,
CrossConformalRegressor (method "plus") and CrossConformalClassifier (lac, agg_scores "crossval") over given folds. p are
multiples of no common step, so that no two scores are equal. aps is drawn at random there and here, so that its sets
cannot be compared one by one: test/bench/conformal.txt has how often they hold the answer.

    python make_conformal.py > conformal.json
"""

import json
import warnings

import numpy as np
from given_predictions import GivenClasses, GivenNumbers
from mapie.classification import CrossConformalClassifier, SplitConformalClassifier
from mapie.regression import CrossConformalRegressor, SplitConformalRegressor
from sklearn.model_selection import PredefinedSplit
from statsmodels.stats.proportion import proportion_confint

warnings.simplefilter("ignore")

LEVELS = [0.8, 0.9, 0.95]
FOLDS = 4
CLASSES = 3


def probabilities(rng, rows):
    p = rng.gamma(1.0, size=(rows, CLASSES)) + 0.01
    return p / p.sum(axis=1, keepdims=True)


def drawn(rng, p):
    return np.array([rng.choice(CLASSES, p=row) for row in p])


def rows_of(fold, parts):
    return np.column_stack([fold, *parts])


def ends(found):
    return {"low": found[:, 0].T.tolist(), "high": found[:, 1].T.tolist()}


def split_intervals(rng, n):
    output, at = rng.normal(size=n), rng.normal(size=8)
    truth = output + rng.normal(size=n)
    X, X_at = rows_of(np.zeros(n), [output]), rows_of(np.full(8, -1), [at])
    model = SplitConformalRegressor(GivenNumbers().fit(X, truth), confidence_level=LEVELS, prefit=True)
    found = model.conformalize(X, truth).predict_interval(X_at)[1]
    return {"output": output.tolist(), "truth": truth.tolist(), "at": at.tolist(), **ends(found)}


def split_sets(rng, n):
    p, at = probabilities(rng, n), probabilities(rng, 12)
    truth = drawn(rng, p)
    X, X_at = rows_of(np.zeros(n), [p]), rows_of(np.full(12, -1), [at])
    given = GivenClasses(1, CLASSES).fit(X, truth)
    model = SplitConformalClassifier(given, confidence_level=LEVELS, conformity_score="lac", prefit=True)
    found = model.conformalize(X, truth).predict_set(X_at)[1]
    return {
        "output": p.ravel().tolist(),
        "truth": truth.tolist(),
        "at": at.ravel().tolist(),
        "holds": np.moveaxis(found, 2, 0).reshape(len(LEVELS), -1).astype(int).tolist(),
    }


def cross_intervals(rng, n):
    fold = np.arange(n) % FOLDS
    base, base_at = rng.normal(size=n), rng.normal(size=8)
    outputs = [base + 0.2 * rng.normal(size=n) for _ in range(FOLDS)]
    at = [base_at + 0.2 * rng.normal(size=8) for _ in range(FOLDS)]
    truth = base + rng.normal(size=n)
    model = CrossConformalRegressor(
        GivenNumbers(FOLDS, 1), confidence_level=LEVELS, method="plus", cv=PredefinedSplit(fold)
    )
    model.fit_conformalize(rows_of(fold, outputs), truth)
    found = model.predict_interval(rows_of(np.full(8, -1), at))[1]
    own = np.array(outputs)[fold, np.arange(n)]
    return {
        "fold": fold.tolist(),
        "output": own.tolist(),
        "truth": truth.tolist(),
        "at": [one.tolist() for one in at],
        **ends(found),
    }


def cross_sets(rng, n):
    fold = np.arange(n) % FOLDS
    outputs = [probabilities(rng, n) for _ in range(FOLDS)]
    own = np.array(outputs)[fold, np.arange(n)]
    truth = drawn(rng, own)
    base_at = probabilities(rng, 12)
    at = [0.7 * base_at + 0.3 * probabilities(rng, 12) for _ in range(FOLDS)]
    model = CrossConformalClassifier(
        GivenClasses(FOLDS, CLASSES), confidence_level=LEVELS, conformity_score="lac", cv=PredefinedSplit(fold)
    )
    model.fit_conformalize(rows_of(fold, outputs), truth)
    found = model.predict_set(rows_of(np.full(12, -1), at), agg_scores="crossval")[1]
    return {
        "fold": fold.tolist(),
        "output": own.ravel().tolist(),
        "truth": truth.tolist(),
        "at": [one.ravel().tolist() for one in at],
        "holds": np.moveaxis(found, 2, 0).reshape(len(LEVELS), -1).astype(int).tolist(),
    }


def wilson(count, n):
    low, high = proportion_confint(count, n, alpha=0.05, method="wilson")
    return {"count": count, "n": n, "interval": [float(low), float(high)]}


SIZES = [20, 39, 60, 101]
rng = np.random.default_rng(5)
golden = {
    "levels": LEVELS,
    "split_intervals": [split_intervals(rng, n) for n in SIZES],
    "split_sets": [split_sets(rng, n) for n in SIZES],
    "cross_intervals": [cross_intervals(rng, n) for n in SIZES],
    "cross_sets": [cross_sets(rng, n) for n in SIZES],
    "wilson": [wilson(count, n) for count, n in [(0, 5), (5, 5), (45, 50), (901, 1000), (1, 3)]],
}
print(json.dumps(golden))
