"""Golden values of metrics, from scikit-learn 1.9.1, imbalanced-learn 0.14.2 and scipy: writes metrics.json beside it.

Seeded cases with ties, absent classes, one class in the fold, constant predictions, zeros in the truth, weights (0 among
them). `null` stands where assay says undefined; each such rule is spelt out here, since scikit-learn then gives 0, 1, nan
or an error. Rows of weight 0 are taken out before scikit-learn sees them: that is what such a row means, and scikit-learn
itself would still count its class as present. Metrics that scikit-learn lacks have a second implementation here, by
another way than assay's: over all cuts, or over all pairs.

Numbers are kept short: p in thousandths, values in hundredths, weights in quarters (so that their sums are exact and no
tie turns on rounding). Tolerance of the test: 1e-12, relative to the larger of 1 and the value: both sides add up the same
doubles in another order.
Run: python test/golden/make_metrics.py
"""
import json
import pathlib
import warnings

import numpy as np
import scipy.stats
import sklearn.metrics as sk
from imblearn.metrics import geometric_mean_score, specificity_score

warnings.simplefilter("ignore")
NAN = float("nan")
AVERAGES = ("macro", "micro", "weighted")


def number(value):
    value = float(value)
    return None if np.isnan(value) else value


def rates(truth, predicted, w, n_classes, positive):
    out = {}
    present = np.union1d(truth, predicted)
    of_some = dict(labels=present, sample_weight=w, zero_division=NAN)
    functions = {
        "f1": sk.f1_score,
        "fbeta": lambda *a, **k: sk.fbeta_score(*a, beta=2, **k),
        "fbeta@0.5": lambda *a, **k: sk.fbeta_score(*a, beta=0.5, **k),
        "precision": sk.precision_score,
        "recall": sk.recall_score,
    }
    for name, function in functions.items():
        base, _, beta = name.partition("@")
        for average in AVERAGES:
            out[f"{base}_{average}" + (f"@{beta}" if beta else "")] = number(
                function(truth, predicted, average=average, **of_some)
            )
        one = dict(average="macro", sample_weight=w, zero_division=NAN)
        if n_classes == 2:
            out[name] = number(function(truth, predicted, labels=[positive], **one))
        for k in (0, n_classes - 1):
            out[f"{name}:c{k}"] = number(function(truth, predicted, labels=[k], **one))
    for average in AVERAGES:
        out[f"jaccard_{average}"] = number(
            sk.jaccard_score(truth, predicted, labels=present, average=average, sample_weight=w)
        )
    if n_classes == 2:
        one = dict(labels=[positive], average="macro", sample_weight=w)
        out["jaccard"] = number(sk.jaccard_score(truth, predicted, **one)) if positive in present else None
        negatives = truth != positive
        right = predicted[negatives] != positive
        out["specificity"] = number(np.average(right, weights=w[negatives])) if negatives.any() else None
    out |= specificities(truth, predicted, w, present)
    return out


def specificities(truth, predicted, w, present):
    """imbalanced-learn's where it is defined and without weights: with them it counts negatives from the number of rows,
    so that its rates leave 0..1. Else the same over the classes that some row is not of."""
    tn = np.array([w[(truth != k) & (predicted != k)].sum() for k in present])
    negatives = np.array([w[truth != k].sum() for k in present])
    support = np.array([w[truth == k].sum() for k in present])
    usable = negatives > 0
    if usable.all() and np.all(w == 1):
        return {
            f"specificity_{average}": number(
                specificity_score(truth, predicted, labels=present, average=average)
            )
            for average in AVERAGES
        }
    if not usable.any():
        return {f"specificity_{average}": None for average in AVERAGES}
    rate, support = tn[usable] / negatives[usable], support[usable]
    return {
        "specificity_macro": number(rate.mean()),
        "specificity_micro": number(tn.sum() / negatives.sum()),
        "specificity_weighted": number(np.average(rate, weights=support if support.sum() > 0 else None)),
    }


def agreement(truth, predicted, w, n_classes):
    out = {
        "accuracy": number(sk.accuracy_score(truth, predicted, sample_weight=w)),
        "balanced_accuracy": number(sk.balanced_accuracy_score(truth, predicted, sample_weight=w)),
    }
    constant = len(set(truth)) == 1 or len(set(predicted)) == 1
    out["matthews_corrcoef"] = None if constant else number(sk.matthews_corrcoef(truth, predicted, sample_weight=w))
    same = len(set(truth) | set(predicted)) == 1
    for weights in (None, "linear", "quadratic"):
        kappa = lambda: sk.cohen_kappa_score(
            truth, predicted, labels=list(range(n_classes)), weights=weights, sample_weight=w
        )
        out["cohen_kappa" + (f"@{weights}" if weights else "")] = None if same else number(kappa())
    if set(predicted) <= set(truth):
        mean = geometric_mean_score(truth, predicted, average="multiclass", sample_weight=w)
    else:
        recalls = [np.average(predicted[truth == k] == k, weights=w[truth == k]) for k in np.unique(truth)]
        mean = np.prod(recalls) ** (1 / len(recalls))
    out["geometric_mean"] = number(mean)
    return out


def calibration(confidence, hit, w, n_bins):
    bins = np.minimum(n_bins - 1, np.floor(confidence * n_bins)).astype(int)
    total = 0.0
    for b in np.unique(bins):
        inside = bins == b
        gap = np.average(confidence[inside], weights=w[inside]) - np.average(hit[inside], weights=w[inside])
        total += w[inside].sum() / w.sum() * abs(gap)
    return float(total)


def kolmogorov_smirnov(hit, p, w):
    if np.all(w == 1):
        return scipy.stats.ks_2samp(p[hit], p[~hit]).statistic
    above = lambda rows, cut: np.average(p[rows] >= cut, weights=w[rows])
    return max(abs(above(hit, cut) - above(~hit, cut)) for cut in p)


def found_on_top(hit, p, w, length):
    """Expected weight of hits among the first `length` when ties are drawn by lot: each row's chance to be on the list."""
    total = 0.0
    for row in np.flatnonzero(hit):
        above, tied = w[p > p[row]].sum(), w[p == p[row]].sum()
        total += w[row] * min(1.0, max(0.0, (length - above) / tied))
    return total


def top_of_list(hit, p, w):
    out = {}
    share = w[hit].sum() / w.sum()
    for family, ks, bare in (("lift", (0.1, 0.3, 4), 0.1), ("gain", (0.1, 0.5, 3), 0.1), ("precision", (0.25, 3, 20), None)):
        for k in ks:
            name = family if k == bare else f"{family}@{k}"
            if k > w.sum() or not hit.any():
                out[name] = None
                continue
            length = k * w.sum() if k < 1 else k
            found = found_on_top(hit, p, w, length)
            values = {"lift": found / length / share if share else None, "gain": found / w[hit].sum(), "precision": found / length}
            out[name] = number(values[family])
    for wanted in (0.5, 0.9):
        name = "recall_at_precision" + ("" if wanted == 0.9 else f"@{wanted}")
        if hit.any():
            precision, recall, _ = sk.precision_recall_curve(hit, p, sample_weight=w)
            out[name] = number(recall[precision >= wanted].max())
        else:
            out[name] = None
    return out


def of_positive(hit, p, w):
    both = 0 < hit.sum() < len(hit)
    auc = lambda **k: number(sk.roc_auc_score(hit, p, sample_weight=w, **k)) if both else None
    out = {"roc_auc": auc(), "roc_auc@0.1": auc(max_fpr=0.1), "roc_auc@0.5": auc(max_fpr=0.5)}
    out["gini"] = 2 * out["roc_auc"] - 1 if both else None
    out["ks"] = number(kolmogorov_smirnov(hit, p, w)) if both else None
    out["average_precision"] = number(sk.average_precision_score(hit, p, sample_weight=w)) if hit.any() else None
    out["brier"] = number(np.average((p - hit) ** 2, weights=w))
    out["ece"], out["ece@4"] = calibration(p, hit, w, 10), calibration(p, hit, w, 4)
    return out | top_of_list(hit, p, w)


def one_against_one(truth, proba, w, n_classes):
    """Hand & Till over all pairs of rows: scikit-learn's takes no weights."""
    areas = []
    for k in range(n_classes):
        for other in range(n_classes):
            if k == other:
                continue
            ours, others = truth == k, truth == other
            p, q = proba[ours, k][:, None], proba[others, k][None, :]
            pairs = w[ours][:, None] * w[others][None, :]
            areas.append(np.sum(pairs * ((p > q) + 0.5 * (p == q))) / pairs.sum())
    return np.mean(areas)


def probabilities(truth, proba, w, n_classes, positive):
    labels = list(range(n_classes))
    known = dict(labels=labels, sample_weight=w)
    out = {"log_loss": number(sk.log_loss(truth, proba, **known))}
    one_class = len(set(truth)) == 1
    out["d2_log_loss"] = None if one_class else number(sk.d2_log_loss_score(truth, proba, **known))
    out["d2_brier"] = None if one_class else number(sk.d2_brier_score(truth, proba, **known))
    if n_classes == 2:
        return out | of_positive(truth == positive, proba[:, positive], w)
    out["brier"] = number(sk.brier_score_loss(truth, proba, **known))
    for k in (1, 2, 3):
        value = number(sk.top_k_accuracy_score(truth, proba, k=k, **known)) if k < n_classes else 1.0
        out["top_k_accuracy" + ("" if k == 2 else f"@{k}")] = value
    if np.all(np.bincount(truth, minlength=n_classes) > 0):
        out["roc_auc_ovr"] = number(sk.roc_auc_score(truth, proba, multi_class="ovr", **known))
        out["roc_auc_ovo"] = number(one_against_one(truth, proba, w, n_classes))
        if np.all(w == 1):
            assert abs(out["roc_auc_ovo"] - sk.roc_auc_score(truth, proba, multi_class="ovo", labels=labels)) < 1e-12
        out["average_precision"] = number(sk.average_precision_score(truth, proba, sample_weight=w))
    else:
        out["roc_auc_ovr"] = out["roc_auc_ovo"] = out["average_precision"] = None
    top = proba.argmax(axis=1)
    sure = proba[np.arange(len(truth)), top]
    out["ece"], out["ece@4"] = calibration(sure, top == truth, w, 10), calibration(sure, top == truth, w, 4)
    for k in (0, n_classes - 1):
        out |= {f"{name}:c{k}": value for name, value in of_positive(truth == k, proba[:, k], w).items()}
    return out


def weights_of(rng, n):
    """Quarters; None in half of the cases, zeros in a quarter of the others."""
    kind = rng.random()
    if kind < 0.5:
        return None
    quarters = rng.integers(0 if kind < 0.625 else 1, 17, n)
    return quarters if quarters.any() else None


def thousandths(rng, n, n_classes):
    """p as whole thousandths that sum to 1000, so that both sides divide the same small numbers."""
    kind = rng.integers(0, 5)
    raw = rng.random((n, n_classes)) + 1e-3
    if kind <= 1:
        raw = np.round(raw * 3) + 1  # many ties
    parts = np.floor(1000 * raw / raw.sum(axis=1, keepdims=True)).astype(int)
    if kind == 2:
        parts = 1000 * np.eye(n_classes, dtype=int)[rng.integers(0, n_classes, n)]  # 0 and 1 only
    if kind == 3 and n_classes == 2:
        parts = np.tile([250, 750], (n, 1))
    parts[:, -1] += 1000 - parts.sum(axis=1)
    return parts


def classification(rng, n_classes):
    n = int(rng.integers(2, 40))
    parts = thousandths(rng, n, n_classes)
    proba = parts / 1000
    present = rng.permutation(n_classes)[: int(rng.integers(1, n_classes + 1))]
    truth = rng.choice(present if rng.random() < 0.35 else n_classes, n)
    if rng.random() < 0.5:
        truth = np.where(rng.random(n) < 0.5, proba.argmax(axis=1), truth)
    predicted = proba.argmax(axis=1) if rng.random() < 0.7 else np.full(n, rng.integers(0, n_classes))
    positive = int(rng.integers(0, 2)) if n_classes == 2 else None
    quarters = weights_of(rng, n)
    w = np.ones(n) if quarters is None else quarters / 4
    kept = w > 0
    seen = truth[kept], predicted[kept], proba[kept], w[kept]
    expected = {
        **rates(seen[0], seen[1], seen[3], n_classes, positive),
        **agreement(seen[0], seen[1], seen[3], n_classes),
        **probabilities(seen[0], seen[2], seen[3], n_classes, positive),
    }
    case = {
        "classes": n_classes,
        "positive": positive,
        "truth": "".join(map(str, truth)),
        "predicted": "".join(map(str, predicted)),
        "thousandths": parts.ravel().tolist(),
        "quarters": None if quarters is None else quarters.tolist(),
    }
    return case, expected


def tweedie(truth, predicted, w, power):
    fits = predicted > 0
    if power >= 1:
        fits &= truth > 0 if power >= 2 else truth >= 0
    if power != 0 and not fits.all():
        return None
    return number(sk.mean_tweedie_deviance(truth, predicted, sample_weight=w, power=power))


def d2_tweedie(truth, predicted, w, power):
    if len(set(truth)) == 1 or tweedie(truth, predicted, w, power) is None:
        return None
    if power != 0 and np.average(truth, weights=w) <= 0:
        return None
    return number(sk.d2_tweedie_score(truth, predicted, sample_weight=w, power=power))


def d2_pinball(truth, predicted, w, alpha):
    if len(set(truth)) == 1 or alpha in (0, 1):
        return None
    return number(sk.d2_pinball_score(truth, predicted, sample_weight=w, alpha=alpha))


def errors(truth, predicted, w):
    known = dict(sample_weight=w)
    flat = len(set(truth)) == 1
    loggable = (truth > -1).all() and (predicted > -1).all()
    size = np.abs(truth) + np.abs(predicted)
    out = {
        "r2": None if flat else number(sk.r2_score(truth, predicted, **known)),
        "explained_variance": None if flat else number(sk.explained_variance_score(truth, predicted, **known)),
        "rmse": number(sk.root_mean_squared_error(truth, predicted, **known)),
        "mse": number(sk.mean_squared_error(truth, predicted, **known)),
        "mae": number(sk.mean_absolute_error(truth, predicted, **known)),
        "median_ae": number(sk.median_absolute_error(truth, predicted, **known)),
        "mape": None if (truth == 0).any() else number(sk.mean_absolute_percentage_error(truth, predicted, **known)),
        "smape": number(np.average(np.where(size > 0, 2 * np.abs(truth - predicted) / np.where(size > 0, size, 1), 0), weights=w)),
        "max_error": number(sk.max_error(truth, predicted)),
        "msle": number(sk.mean_squared_log_error(truth, predicted, **known)) if loggable else None,
        "rmsle": number(sk.root_mean_squared_log_error(truth, predicted, **known)) if loggable else None,
        "pinball": number(sk.mean_pinball_loss(truth, predicted, **known)),
        "pinball@0.9": number(sk.mean_pinball_loss(truth, predicted, alpha=0.9, **known)),
        "d2_pinball@0.9": d2_pinball(truth, predicted, w, 0.9),
        "d2_pinball": d2_pinball(truth, predicted, w, 0.5),
        "d2_absolute_error": None if flat else number(sk.d2_absolute_error_score(truth, predicted, **known)),
        "poisson_deviance": tweedie(truth, predicted, w, 1),
        "gamma_deviance": tweedie(truth, predicted, w, 2),
    }
    for power in (0, 1.5, 1.9, 3, -0.5):
        out["tweedie" + ("" if power == 1.5 else f"@{power}")] = tweedie(truth, predicted, w, power)
    for power in (0, 1, 1.5, 2, 3):
        out["d2_tweedie" + ("" if power == 1.5 else f"@{power}")] = d2_tweedie(truth, predicted, w, power)
    return out


def regression(rng):
    n = int(rng.integers(1, 30))
    kind = rng.integers(0, 3)
    truth = np.round(rng.normal(5, 4, n), int(rng.integers(0, 3)))
    predicted = truth + rng.normal(0.3, 1, n)
    if kind == 1:  # counts, 0 among them
        truth = rng.poisson(1.5, n).astype(float)
        predicted = np.maximum(0.1, truth + rng.normal(0.3, 1, n))
    if kind == 2:  # amounts above 0
        truth = np.round(rng.gamma(2, 3, n) + 0.01, 2)
        predicted = truth * rng.uniform(0.5, 2, n) + 0.01
    if rng.random() < 0.1:
        truth = np.full(n, 0.1)
    truth, predicted = np.round(truth * 100).astype(int), np.round(predicted * 100).astype(int)
    quarters = weights_of(rng, n)
    w = np.ones(n) if quarters is None else quarters / 4
    kept = w > 0
    case = {
        "truth": truth.tolist(),
        "predicted": predicted.tolist(),
        "quarters": None if quarters is None else quarters.tolist(),
    }
    return case, errors(truth[kept] / 100, predicted[kept] / 100, w[kept])


def group(kind, made):
    """Cases of one kind: the names of the metrics once, then a list of values a case."""
    names = list(dict.fromkeys(name for _, expected in made for name in expected))
    lines = [{**case, "expected": [expected.get(name, "-") for name in names]} for case, expected in made]
    return {"kind": kind, "metrics": names, "cases": lines}


rng = np.random.default_rng(20240611)
groups = [
    group("binary", [classification(rng, 2) for _ in range(110)]),
    *(group("multiclass", [classification(rng, n_classes) for _ in range(35)]) for n_classes in (3, 4, 5)),
    group("regression", [regression(rng) for _ in range(95)]),
]
text = json.dumps(groups, separators=(",", ":"), allow_nan=False).replace('{"classes"', '\n{"classes"').replace('{"truth"', '\n{"truth"')
pathlib.Path(__file__).with_name("metrics.json").write_text(text + "\n")
