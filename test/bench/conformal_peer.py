"""Regions by MAPIE of predictions that were made elsewhere, for conformal.ts.

    python conformal_peer.py PREDICTIONS '{"method": "split", "score": "lac", "levels": [0.9], "sets": 1, ...}'

PREDICTIONS holds doubles: of each data set, for each fold the outputs and the answers of its calibration rows and the
outputs of the tested rows; then the answers of the tested rows. Prints the mean coverage and size by level.
"""

import json
import sys
import warnings
from pathlib import Path

import numpy as np
from mapie.classification import CrossConformalClassifier, SplitConformalClassifier
from mapie.regression import CrossConformalRegressor, SplitConformalRegressor
from sklearn.model_selection import PredefinedSplit

sys.path.append(str(Path(__file__).parent.parent / "golden"))
from given_predictions import GivenClasses, GivenNumbers

warnings.simplefilter("ignore")


def data_sets(path, shape):
    """Of each set: X and y of the calibration rows, X and y of the tested rows."""
    values = np.fromfile(path)
    folds, width, n, tested = (shape[name] for name in ("folds", "width", "calibrating", "tested"))
    per_fold = n * (width + 1) + tested * width
    for one in values.reshape(shape["sets"], folds * per_fold + tested):
        parts = one[: folds * per_fold].reshape(folds, per_fold)
        # A row of fold k is asked of the fit of fold k alone.
        X = np.column_stack(
            [np.repeat(np.arange(folds), n)]
            + [np.tile(parts[:, : n * width].reshape(folds * n, width), (1, folds))]
        )
        y = parts[:, n * width : n * (width + 1)].ravel()
        at = np.column_stack(
            [np.full(tested, -1.0)] + [part[n * (width + 1) :].reshape(tested, width) for part in parts]
        )
        yield X, y, at, one[folds * per_fold :]


def intervals(shape, X, y, at):
    given = GivenNumbers(shape["folds"], 1)
    if shape["method"] == "split":
        model = SplitConformalRegressor(given.fit(X, y), confidence_level=shape["levels"], prefit=True)
        model.conformalize(X, y)
    else:
        cv = PredefinedSplit(X[:, 0].astype(int))
        model = CrossConformalRegressor(given, confidence_level=shape["levels"], method="plus", cv=cv)
        model.fit_conformalize(X, y)
    return model.predict_interval(at)[1]


def sets(shape, X, y, at):
    given = GivenClasses(shape["folds"], shape["width"])
    y = y.astype(int)
    params = {"include_last_label": "randomized"} if shape["score"] == "aps" else {}
    named = {"confidence_level": shape["levels"], "conformity_score": shape["score"], "random_state": 1}
    if shape["method"] == "split":
        model = SplitConformalClassifier(given.fit(X, y), prefit=True, **named)
        model.conformalize(X, y)
        return model.predict_set(at, conformity_score_params=params)[1]
    cv = PredefinedSplit(X[:, 0].astype(int))
    model = CrossConformalClassifier(given, cv=cv, **named)
    model.fit_conformalize(X, y)
    return model.predict_set(at, conformity_score_params=params, agg_scores="crossval")[1]


def main(path, shape):
    coverage = np.zeros(len(shape["levels"]))
    size = np.zeros(len(shape["levels"]))
    for X, y, at, truth in data_sets(path, shape):
        if shape["width"] == 1:
            found = intervals(shape, X, y, at)
            coverage += ((found[:, 0] <= truth[:, None]) & (truth[:, None] <= found[:, 1])).mean(axis=0)
            size += (found[:, 1] - found[:, 0]).mean(axis=0)
        else:
            found = sets(shape, X, y, at)
            coverage += found[np.arange(len(truth)), truth.astype(int)].mean(axis=0)
            size += found.sum(axis=1).mean(axis=0)
    n = shape["sets"]
    print(json.dumps([{"coverage": c / n, "size": s / n} for c, s in zip(coverage, size)]))


main(sys.argv[1], json.loads(sys.argv[2]))
