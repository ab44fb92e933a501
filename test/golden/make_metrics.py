"""Golden values of metrics, from scikit-learn 1.9.1 and imbalanced-learn 0.14.2: writes metrics.json beside it.

Seeded cases with ties, absent classes, one class in the fold, constant predictions, zeros in the truth. `null` stands where
assay says undefined; each such rule is spelt out here, since scikit-learn then gives 0, 1, nan or an error.
Run: python test/golden/make_metrics.py
"""
import json
import pathlib
import warnings

import numpy as np
import sklearn.metrics as sk
from imblearn.metrics import geometric_mean_score, specificity_score

warnings.simplefilter("ignore")
NAN = float("nan")


def number(value):
    value = float(value)
    return None if np.isnan(value) else value


def rates(truth, predicted, n_classes, positive):
    out = {}
    present = np.union1d(truth, predicted)
    functions = {
        "f1": lambda **k: sk.f1_score(truth, predicted, zero_division=NAN, **k),
        "fbeta": lambda **k: sk.fbeta_score(truth, predicted, beta=2, zero_division=NAN, **k),
        "precision": lambda **k: sk.precision_score(truth, predicted, zero_division=NAN, **k),
        "recall": lambda **k: sk.recall_score(truth, predicted, zero_division=NAN, **k),
    }
    for name, function in functions.items():
        for average in ("macro", "micro", "weighted"):
            out[f"{name}_{average}"] = number(function(average=average))
        if n_classes == 2:
            out[name] = number(function(labels=[positive], average="macro"))
    for average in ("macro", "micro", "weighted"):
        out[f"jaccard_{average}"] = number(sk.jaccard_score(truth, predicted, average=average))
    if n_classes == 2:
        seen = positive in present
        out["jaccard"] = number(sk.jaccard_score(truth, predicted, labels=[positive], average="macro")) if seen else None
    matrices = sk.multilabel_confusion_matrix(truth, predicted, labels=present)
    tn, fp = matrices[:, 0, 0], matrices[:, 0, 1]
    if np.all(tn + fp > 0):
        for average in ("macro", "micro", "weighted"):
            out[f"specificity_{average}"] = number(specificity_score(truth, predicted, average=average))
    if n_classes == 2:
        negatives = truth != positive
        out["specificity"] = number(np.mean(predicted[negatives] != positive)) if negatives.any() else None
    return out


def agreement(truth, predicted):
    out = {
        "accuracy": number(sk.accuracy_score(truth, predicted)),
        "balanced_accuracy": number(sk.balanced_accuracy_score(truth, predicted)),
    }
    constant = len(set(truth)) == 1 or len(set(predicted)) == 1
    out["matthews_corrcoef"] = None if constant else number(sk.matthews_corrcoef(truth, predicted))
    same = len(set(truth) | set(predicted)) == 1
    out["cohen_kappa"] = None if same else number(sk.cohen_kappa_score(truth, predicted))
    if set(predicted) <= set(truth):
        out["geometric_mean"] = number(geometric_mean_score(truth, predicted, average="multiclass"))
    return out


def calibration(confidence, hit):
    bins = np.minimum(9, np.floor(confidence * 10)).astype(int)
    total = 0.0
    for b in np.unique(bins):
        inside = bins == b
        total += inside.mean() * abs(confidence[inside].mean() - hit[inside].mean())
    return total


def probabilities(truth, proba, n_classes, positive):
    labels = list(range(n_classes))
    out = {"log_loss": number(sk.log_loss(truth, proba, labels=labels))}
    counts = np.bincount(truth, minlength=n_classes)
    if n_classes == 2:
        p, hit = proba[:, positive], truth == positive
        out["brier"] = number(np.mean((p - hit) ** 2))
        out["roc_auc"] = number(sk.roc_auc_score(hit, p)) if 0 < hit.sum() < len(hit) else None
        out["average_precision"] = number(sk.average_precision_score(hit, p)) if hit.any() else None
        out["ece"] = calibration(p, hit)
        return out
    out["brier"] = number(sk.brier_score_loss(truth, proba, labels=labels))
    if np.all(counts > 0):
        out["roc_auc_ovr"] = number(sk.roc_auc_score(truth, proba, multi_class="ovr", labels=labels))
        out["roc_auc_ovo"] = number(sk.roc_auc_score(truth, proba, multi_class="ovo", labels=labels))
        out["average_precision"] = number(sk.average_precision_score(truth, proba))
    else:
        out["roc_auc_ovr"] = out["roc_auc_ovo"] = out["average_precision"] = None
    top = proba.argmax(axis=1)
    out["ece"] = calibration(proba[np.arange(len(truth)), top], top == truth)
    return out


def classification(rng, n_classes):
    n = int(rng.integers(2, 40))
    raw = rng.random((n, n_classes)) + 1e-3
    kind = rng.integers(0, 5)
    if kind <= 1:
        raw = np.round(raw * 3) + 1  # many ties
    proba = raw / raw.sum(axis=1, keepdims=True)
    if kind == 2:
        proba = np.eye(n_classes)[rng.integers(0, n_classes, n)]  # 0 and 1 only
    if kind == 3 and n_classes == 2:
        proba = np.tile([0.25, 0.75], (n, 1))
    present = rng.permutation(n_classes)[: int(rng.integers(1, n_classes + 1))]
    truth = rng.choice(present if rng.random() < 0.35 else n_classes, n)
    if rng.random() < 0.5:
        truth = np.where(rng.random(n) < 0.5, proba.argmax(axis=1), truth)
    predicted = proba.argmax(axis=1) if rng.random() < 0.7 else np.full(n, rng.integers(0, n_classes))
    positive = int(rng.integers(0, 2)) if n_classes == 2 else None
    expected = {
        **rates(truth, predicted, n_classes, positive),
        **agreement(truth, predicted),
        **probabilities(truth, proba, n_classes, positive),
    }
    return {
        "kind": "binary" if n_classes == 2 else "multiclass",
        "classes": n_classes,
        "positive": positive,
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "proba": proba.ravel().tolist(),
        "confusion": sk.confusion_matrix(truth, predicted, labels=list(range(n_classes))).tolist(),
        "expected": expected,
    }


def regression(rng):
    n = int(rng.integers(1, 30))
    truth = np.round(rng.normal(5, 4, n), int(rng.integers(0, 4)))
    if rng.random() < 0.15:
        truth = np.full(n, 0.1)
    predicted = np.round(truth + rng.normal(0.3, 1, n), 2)
    flat = len(set(truth)) == 1
    expected = {
        "r2": None if flat else number(sk.r2_score(truth, predicted)),
        "explained_variance": None if flat else number(sk.explained_variance_score(truth, predicted)),
        "rmse": number(sk.root_mean_squared_error(truth, predicted)),
        "mse": number(sk.mean_squared_error(truth, predicted)),
        "mae": number(sk.mean_absolute_error(truth, predicted)),
        "median_ae": number(sk.median_absolute_error(truth, predicted)),
        "mape": None if (truth == 0).any() else number(sk.mean_absolute_percentage_error(truth, predicted)),
        "max_error": number(sk.max_error(truth, predicted)),
    }
    return {
        "kind": "regression",
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "expected": expected,
    }


rng = np.random.default_rng(20240611)
cases = [classification(rng, 2) for _ in range(90)]
cases += [classification(rng, int(rng.integers(3, 6))) for _ in range(80)]
cases += [regression(rng) for _ in range(40)]
target = pathlib.Path(__file__).with_name("metrics.json")
target.write_text(json.dumps(cases, separators=(",", ":"), allow_nan=False) + "\n")
