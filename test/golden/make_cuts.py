"""Cuts chosen by scikit-learn on given scores: test/golden/cuts.json.

Each case is truth and p of up to 120 rows, with ties in half of the cases. For each metric the value of the best cut is
TunedThresholdClassifierCV's `best_score_` (cv="prefit") when it is made to try one cut in each gap between distinct
scores: 0, the middles, and above the highest. `cost` is the mean cost of fp=1, fn=5.

    python make_cuts.py > cuts.json
"""

import json
import warnings

import numpy as np
from sklearn.base import BaseEstimator, ClassifierMixin
from sklearn.exceptions import UndefinedMetricWarning
from sklearn.metrics import (
    accuracy_score,
    balanced_accuracy_score,
    confusion_matrix,
    fbeta_score,
    f1_score,
    jaccard_score,
    make_scorer,
    matthews_corrcoef,
)
from sklearn.model_selection import TunedThresholdClassifierCV

warnings.simplefilter("ignore", UndefinedMetricWarning)


class Given(ClassifierMixin, BaseEstimator):
    """Answers with the scores that it is asked about."""

    def fit(self, X, y):
        self.classes_ = np.array([0, 1])
        self.is_fitted_ = True
        return self

    def predict_proba(self, X):
        return np.column_stack([1 - X[:, 0], X[:, 0]])

    def predict(self, X):
        return (X[:, 0] >= 0.5).astype(int)


def mean_cost(truth, answer):
    (_, fp), (fn, _) = confusion_matrix(truth, answer, labels=[0, 1])
    return (fp + 5 * fn) / len(truth)


SCORERS = {
    "f1": make_scorer(f1_score, zero_division=0),
    "fbeta@0.5": make_scorer(fbeta_score, beta=0.5, zero_division=0),
    "jaccard": make_scorer(jaccard_score, zero_division=0),
    "accuracy": make_scorer(accuracy_score),
    "balanced_accuracy": make_scorer(balanced_accuracy_score),
    "matthews_corrcoef": make_scorer(matthews_corrcoef),
    "cost": make_scorer(mean_cost, greater_is_better=False),
}


def case(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(10, 120))
    truth = (rng.uniform(size=n) < 0.35).astype(int)
    truth[:2] = [0, 1]
    p = np.clip(0.35 * truth + 0.65 * rng.uniform(size=n), 0, 1)
    if seed % 2:
        p = np.round(p, 1)
    distinct = np.unique(p)
    cuts = np.concatenate([[0], (distinct[1:] + distinct[:-1]) / 2, [(distinct[-1] + 1) / 2] if distinct[-1] < 1 else []])
    best = {}
    for name, scorer in SCORERS.items():
        tuned = TunedThresholdClassifierCV(Given().fit(None, None), scoring=scorer, cv="prefit", refit=False, thresholds=cuts)
        tuned.fit(p.reshape(-1, 1), truth)
        best[name] = float(tuned.best_score_) * (-1 if name == "cost" else 1)
    return {"truth": truth.tolist(), "p": p.tolist(), "best": best}


print(json.dumps([case(seed) for seed in range(24)]))
