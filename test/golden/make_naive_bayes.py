"""Writes naive-bayes.json: joint log-likelihoods of scikit-learn's GaussianNB and CategoricalNB, and of the two joined.

scikit-learn's GaussianNB leaves weights out of the variance that var_smoothing is a share of; assay takes them in. At
1e-15 nobody sees it.

Run with scikit-learn 1.9.1: python3 make_naive_bayes.py
"""
import json
import pathlib

import numpy as np
import sklearn
from sklearn.naive_bayes import CategoricalNB, GaussianNB

rng = np.random.default_rng(20261123)
n, n_levels = 120, (4, 2, 6)
y = rng.integers(0, 3, size=n)
numbers = (rng.normal(size=(n, 3)) * [1, 20, 0.1] + np.c_[y, 5 * y, np.zeros(n)]).round(6)
codes = np.c_[(y + rng.integers(0, 2, size=n)) % 3, rng.integers(0, 2, size=n), rng.integers(0, 6, size=n)]
weights = rng.integers(1, 6, size=n) / 2


def joint(model, X, sample_weight):
    return model.fit(X, y, sample_weight=sample_weight).predict_joint_log_proba(X)


cases = []
for name, params, s in (
    ("defaults", {"var_smoothing": 1e-9, "alpha": 1.0, "fit_prior": True}, None),
    ("smoother", {"var_smoothing": 0.05, "alpha": 3.5, "fit_prior": True}, None),
    ("equal priors", {"var_smoothing": 1e-9, "alpha": 0.1, "fit_prior": False}, None),
    ("weights", {"var_smoothing": 1e-15, "alpha": 1.0, "fit_prior": True}, weights),
):
    equal = None if params["fit_prior"] else np.full(3, 1 / 3)
    gaussian = joint(GaussianNB(priors=equal, var_smoothing=params["var_smoothing"]), numbers, s)
    by_level = CategoricalNB(alpha=params["alpha"], fit_prior=params["fit_prior"], min_categories=list(n_levels))
    categorical = joint(by_level, codes, s)
    prior = by_level.class_log_prior_
    cases.append({
        "name": name,
        "params": params,
        "weights": None if s is None else s.tolist(),
        "numbers": gaussian.tolist(),
        "categories": categorical.tolist(),
        "both": (gaussian + categorical - prior).tolist(),
    })

out = pathlib.Path(__file__).with_name("naive-bayes.json")
data = {"y": y.tolist(), "numbers": numbers.tolist(), "codes": codes.tolist(), "n_levels": n_levels}
out.write_text(json.dumps({"sklearn": sklearn.__version__, **data, "cases": cases}))
