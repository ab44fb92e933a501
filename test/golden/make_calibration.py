"""Calibrations of given scores by other people's code: test/golden/calibration.json.

scikit-learn 1.9.1 (sigmoid, isotonic), betacal 1.1.0 (beta, parameters="abm"), venn-abers 1.5.4 (inductive). sigmoid and
beta are minimised here once more by scipy to a gradient of 1e-12, since the libraries stop their solvers earlier:
`exact` is that optimum, `library` what the library gives. Half of the cases have ties; every third has weights.

    python make_calibration.py > calibration.json
"""

import json
import warnings

import numpy as np
from betacal import BetaCalibration
from scipy.optimize import minimize
from scipy.special import expit
from sklearn.calibration import _SigmoidCalibration
from sklearn.isotonic import IsotonicRegression
from venn_abers import VennAbers

warnings.simplefilter("ignore")
EPS = np.finfo(float).eps


def optimum(x, target, weights):
    """Slopes and intercept of a logistic regression by Newton's method with scipy, from 0."""
    X = np.column_stack([x, np.ones(len(x))])

    def loss(b):
        z = X @ b
        return np.sum(weights * (np.logaddexp(0, z) - target * z))

    def grad(b):
        return X.T @ (weights * (expit(X @ b) - target))

    def hess(b):
        p = expit(X @ b)
        return (X * (weights * p * (1 - p))[:, None]).T @ X

    b = np.zeros(X.shape[1])
    for _ in range(3):
        b = minimize(loss, b, jac=grad, hess=hess, method="trust-exact", options={"gtol": 1e-11}).x
    for _ in range(5):
        b = b - np.linalg.solve(hess(b), grad(b))
    return b


def sigmoid(p, y, w, at):
    library = _SigmoidCalibration().fit(p, y, None if w is None else w).predict(at)
    ww = np.ones(len(p)) if w is None else w
    inside, outside = ww[y == 1].sum(), ww[y == 0].sum()
    target = np.where(y == 1, (inside + 1) / (inside + 2), 1 / (outside + 2))
    slope, intercept = optimum(p[:, None], target, ww)
    return {"library": library, "exact": expit(slope * at + intercept)}


def beta_columns(p):
    p = np.clip(p, EPS, 1 - EPS)
    return np.column_stack([np.log(p), -np.log(1 - p)])


def beta(p, y, w, at):
    library = BetaCalibration(parameters="abm").fit(p.reshape(-1, 1), y, w).predict(at)
    *slopes, intercept = optimum(beta_columns(p), y, np.ones(len(p)) if w is None else w)
    exact = expit(beta_columns(at) @ slopes + intercept) if min(slopes) >= 0 else None
    return {"library": library, "exact": exact}


def isotonic(p, y, w, at):
    return {"library": IsotonicRegression(out_of_bounds="clip").fit(p, y, w).predict(at)}


def venn_abers(p, y, w, at):
    if w is not None:
        return None
    va = VennAbers()
    va.fit(np.column_stack([1 - p, p]), y)
    prime, _ = va.predict_proba(np.column_stack([1 - at, at]))
    return {"library": prime[:, 1]}


def plain(value):
    if isinstance(value, dict):
        return {key: plain(one) for key, one in value.items()}
    return value.tolist() if isinstance(value, np.ndarray) else value


def case(seed):
    rng = np.random.default_rng(seed)
    n = int(rng.integers(20, 120))
    p = rng.beta(0.7, 1.2, size=n)
    y = (rng.uniform(size=n) < expit(1.5 * np.log(p / (1 - p)) + 0.4)).astype(int)
    y[:2] = [0, 1]
    if seed % 2:
        p = np.round(p, 1)
    w = rng.uniform(0.2, 3, size=n) if seed % 3 == 0 else None
    at = np.concatenate([[0, 1, 0.5], p[:10], rng.uniform(size=10)])
    answers = {"sigmoid": sigmoid, "isotonic": isotonic, "beta": beta, "venn-abers": venn_abers}
    given = {"p": p, "y": y, "weights": w, "at": at}
    return plain({**given, "answers": {name: of(p, y, w, at) for name, of in answers.items()}})


print(json.dumps([case(seed) for seed in range(12)]))
