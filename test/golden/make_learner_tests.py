"""Golden values of tests between learners: writes learner-tests.json beside it.

By mlxtend (5x2cv F), statsmodels (McNemar), baycomp (the Bayesian correlated t) and, for the paired bootstrap, NumPy: the
same definition in whole arrays, with many resamples of its own. Also what corrections over comparisons give: statsmodels.
Run: python test/golden/make_learner_tests.py
"""
import json
import pathlib

import baycomp
import numpy as np
from mlxtend.evaluate import combined_ftest_5x2cv
from sklearn.datasets import make_classification
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import log_loss, roc_auc_score
from sklearn.naive_bayes import GaussianNB
from sklearn.tree import DecisionTreeClassifier
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.multitest import multipletests

rng = np.random.default_rng(44)

five_by_two = []
for seed in range(8):
    X, y = make_classification(n_samples=120, n_features=6, random_state=seed, flip_y=0.2)
    seen = []

    def scoring(estimator, X_test, y_test):
        seen.append(float(estimator.score(X_test, y_test)))
        return seen[-1]

    first, second = (GaussianNB(), LogisticRegression()) if seed % 2 else (DecisionTreeClassifier(random_state=0), GaussianNB())
    f, p = combined_ftest_5x2cv(first, second, X, y, scoring=scoring, random_seed=seed)
    scores = np.array(seen).reshape(5, 2, 2)
    differences = scores[:, :, 0] - scores[:, :, 1]
    five_by_two.append({"differences": differences.tolist(), "statistic": float(f), "p": float(p)})

mc_nemar = []
for b, c in [(0, 0), (1, 0), (0, 5), (3, 9), (12, 12), (10, 14), (24, 0), (25, 0), (13, 12), (40, 20), (300, 250), (9000, 8000), (500, 1)]:
    exact = b + c < 25
    result = mcnemar([[7, b], [c, 11]], exact=exact, correction=True)
    mc_nemar.append([b, c, float(result.statistic), min(1.0, float(result.pvalue)), exact])

bayes = []
for folds, runs, shift, rope in [(5, 1, 0.01, 0), (5, 1, 0.02, 0.01), (10, 1, -0.01, 0.01), (10, 10, 0.004, 0.01), (5, 2, 0.05, 0.02), (10, 10, -0.03, 0.005)]:
    a = 0.8 + rng.normal(shift, 0.02, folds * runs)
    b = 0.8 + rng.normal(0, 0.02, folds * runs)
    left, equal, right = (baycomp.CorrelatedTTest.probs(a, b, rope, runs) if rope else (lambda lr: (lr[0], 0.0, lr[1]))(baycomp.CorrelatedTTest.probs(a, b, 0, runs)))
    bayes.append({"gains": (a - b).tolist(), "folds": folds, "rope": rope, "probs": [float(left), float(equal), float(right)]})

corrections = []
for m in (2, 9, 30):
    p = np.round(rng.uniform(0, 0.15, m), 4)
    corrections.append({
        "p": p.tolist(),
        "holm": multipletests(p, method="holm")[1].tolist(),
        "bh": multipletests(p, method="fdr_bh")[1].tolist(),
    })


def f1(truth, predicted, w):
    tp = w @ ((truth == 1) & (predicted == 1))
    return 2 * tp / (w @ (truth == 1) + w @ (predicted == 1))


def metric_of(name, truth, proba, w):
    if name == "f1":
        return f1(truth, (proba >= 0.5).astype(int), w)
    if name == "log_loss":
        return log_loss(truth, proba, sample_weight=w, labels=[0, 1])
    return roc_auc_score(truth, proba, sample_weight=w)


RESAMPLES = 20_000
n = 150
truth = rng.integers(0, 2, n)
groups = rng.integers(0, 40, n)
groups = np.unique(groups, return_inverse=True)[1]
signal = truth + 0.8 * rng.normal(size=40)[groups]
logistic = lambda z: np.round(1 / (1 + np.exp(-z)), 4)
first = logistic(1.2 * (signal - 0.5) + rng.normal(0, 0.8, n))
second = logistic(1.2 * (signal - 0.5) + rng.normal(0, 1.3, n))
bootstrap = {"truth": truth.tolist(), "groups": groups.tolist(), "first": first.tolist(), "second": second.tolist(), "cases": []}
for name in ("f1", "log_loss", "roc_auc"):
    for grouped in (False, True):
        units = groups if grouped else np.arange(n)
        size = units.max() + 1
        resamples = RESAMPLES if name == "f1" else 4000
        observed = metric_of(name, truth, first, np.ones(n)) - metric_of(name, truth, second, np.ones(n))
        away = []
        for _ in range(resamples):
            w = np.bincount(rng.integers(0, size, size), minlength=size)[units].astype(float)
            away.append(abs(metric_of(name, truth, first, w) - metric_of(name, truth, second, w) - observed))
        bootstrap["cases"].append({
            "metric": name,
            "grouped": grouped,
            "resamples": resamples,
            "difference": float(observed),
            "p": float((1 + np.sum(np.array(away) >= abs(observed))) / (1 + resamples)),
            "half": float(np.quantile(away, 0.95)),
        })

target = pathlib.Path(__file__).with_name("learner-tests.json")
golden = {"fiveByTwoF": five_by_two, "mcnemar": mc_nemar, "bayes": bayes, "corrections": corrections, "bootstrap": bootstrap}
target.write_text(json.dumps(golden, separators=(",", ":")) + "\n")
