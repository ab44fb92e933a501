"""Writes over-samplers.json: what imbalanced-learn's over-samplers decide, for test/core/samplers/over-golden.test.ts.

Run: python3 test/golden/make_over_samplers.py   (imbalanced-learn 0.14.2, scikit-learn 1.9.1, numpy)

Only what no random number touches: how many new rows each row grows, which rows support a machine and where they stand, which
clusters are fit, who is near whom, what neighbours vote. Cells are drawn from normals with four digits, so that no
distance of numbers is a tie. Rows are told by their cells, which are distinct.
"""
import json
import pathlib
import warnings

import numpy as np
from imblearn.metrics.pairwise import ValueDifferenceMetric
from imblearn.over_sampling import ADASYN, SMOTE, SMOTEN, SMOTENC, SVMSMOTE, KMeansSMOTE, _adasyn
from sklearn.cluster import KMeans

warnings.simplefilter("ignore")
rng = np.random.default_rng(17)


def overlapping(sizes, d, apart=1.0):
    """Classes whose centres lie so many standard deviations apart."""
    y = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    return np.round(rng.normal(size=(len(y), d)) + apart * y[:, None], 4), y


def counts(y, made_y):
    return [int((made_y == label).sum()) for label in range(y.max() + 1)]


def rows_of(X, cells):
    place = {tuple(row): i for i, row in enumerate(X)}
    return [place[tuple(row)] for row in cells]


def table(X, y):
    return {"X": X.T.tolist(), "y": y.tolist()}


class Numpy:
    """numpy, but for rint, whose results are kept."""

    def __init__(self):
        self.rounded = []

    def __getattr__(self, name):
        return getattr(np, name)

    def rint(self, values):
        self.rounded.append(np.rint(values).astype(int).tolist())
        return np.rint(values)


def adasyn(X, y, k):
    _adasyn.np = Numpy()
    _, made_y = ADASYN(n_neighbors=k, random_state=1).fit_resample(X, y)
    grown, _adasyn.np = _adasyn.np.rounded, np
    largest = int(np.bincount(y).argmax())
    labels = [label for label in range(y.max() + 1) if label != largest]
    return {**table(X, y), "n_neighbors": k, "grown": dict(zip(map(str, labels), grown)), "counts": counts(y, made_y)}


class SeenSvm(SVMSMOTE):
    """Keeps where support vectors stand."""

    def _in_danger_noise(self, nn, samples, label, y, kind="danger"):
        found = super()._in_danger_noise(nn, samples, label, y, kind)
        kept = self.seen.setdefault(str(label), {})
        kept["vectors" if kind == "noise" else "standing"] = rows_of(self.X, samples)
        kept[kind] = rows_of(self.X, samples[found])
        return found


def svm(X, y):
    sampler = SeenSvm(random_state=1)
    sampler.X, sampler.seen = X, {}
    _, made_y = sampler.fit_resample(X, y)
    seen = {
        label: {
            "vectors": one["vectors"],
            "danger": one["danger"],
            "safe": [row for row in one["standing"] if row not in one["danger"]],
        }
        for label, one in sampler.seen.items()
    }
    machine = sampler.svm_estimator_
    largest = {int(row): float(np.abs(machine.dual_coef_[:, i]).max()) for i, row in enumerate(machine.support_)}
    return {**table(X, y), "seen": seen, "largest": largest, "counts": counts(y, made_y)}


class SeenKMeans(KMeansSMOTE):
    """Keeps fit clusters, their sparsity and what each is given."""

    def _find_cluster_sparsity(self, cells):
        sparsity = super()._find_cluster_sparsity(cells)
        self.seen.append({"members": rows_of(self.X, cells), "sparsity": float(sparsity)})
        return sparsity

    def _make_samples(self, cells, y_dtype, label, data, nns, n, step):
        members = rows_of(self.X, cells)
        next(one for one in self.seen if one["members"] == members).update(label=int(label), made=int(n))
        return super()._make_samples(cells, y_dtype, label, data, nns, n, step)


def blobs():
    """Four far clusters: of class 0, mixed with 1 and 2, mostly 1, mostly 2."""
    centres = np.array([[0, 0], [40, 0], [0, 40], [40, 40]])
    sizes = np.array([[90, 4, 1], [25, 25, 12], [8, 40, 2], [5, 0, 20]])
    spread = [1.0, 2.0, 0.7, 3.0]
    parts = [
        (centres[c] + spread[c] * rng.normal(size=(sizes[c, label], 2)), np.full(sizes[c, label], label))
        for c in range(4)
        for label in range(3)
    ]
    order = rng.permutation(sizes.sum())
    return np.round(np.vstack([x for x, _ in parts]), 4)[order], np.hstack([y for _, y in parts])[order]


def kmeans(X, y, **given):
    sampler = SeenKMeans(kmeans_estimator=KMeans(4, n_init=10, random_state=1), random_state=1, **given)
    sampler.X, sampler.seen = X, []
    sampler.fit_resample(X, y)
    return {**table(X, y), "given": given, "fit": sampler.seen}


class SeenNeighbours(SMOTENC):
    """Keeps neighbours of the members of each class."""

    def _make_samples(self, X, y_dtype, label, data, nns, n, step):
        members = np.flatnonzero(self.y == label)
        self.seen[str(label)] = members[nns].tolist()
        return super()._make_samples(X, y_dtype, label, data, nns, n, step)


def smote_nc(X, y):
    words = np.column_stack([rng.integers(0, 4, len(y)), rng.integers(0, 2, len(y)) + (y == 1)])
    cells = np.hstack([X, words.astype(float)])
    sampler = SeenNeighbours(categorical_features=[X.shape[1], X.shape[1] + 1], random_state=1)
    sampler.y, sampler.seen = y, {}
    _, made_y = sampler.fit_resample(cells, y)
    return {**table(X, y), "words": words.T.tolist(), "near": sampler.seen, "counts": counts(y, made_y)}


class EachRow(np.random.RandomState):
    """Draws each row of a class once."""

    def choice(self, rows, size, replace):
        return np.arange(size)


def smote_n(sizes):
    y = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    # Levels that tell of the classes; columns of different weight, so that few distances are equal.
    columns = [np.minimum(rng.poisson(1 + (i + 1) * y * 0.4), 6) for i in range(6)]
    words = np.column_stack(columns).astype(np.int32)
    label = len(sizes) - 1
    members = words[y == label]
    twice = {label: 2 * len(members)}
    made, _ = SMOTEN(sampling_strategy=twice, random_state=EachRow()).fit_resample(words, y)
    metric = ValueDifferenceMetric().fit(words, y)
    _, made_y = SMOTEN(random_state=1).fit_resample(words, y)
    return {
        "words": words.T.tolist(),
        "y": y.tolist(),
        "label": label,
        "squared": metric.pairwise(members).tolist(),
        "voted": made[len(y) :].tolist(),
        "counts": counts(y, made_y),
    }


LEVELS = np.arange(0.05, 1, 0.05)


def quantiles(X, y, kind, ours, **given):
    """Of the columns of 20,000 new rows: how synthetic rows lie."""
    count = 20_000 + int((y == 1).sum())
    # A RandomState that goes on: with a whole number both draws of one sampler begin at the same one.
    sampler = kind(sampling_strategy={1: count}, random_state=np.random.RandomState(5), **given)
    made = sampler.fit_resample(X, y)[0][len(y) :]
    return {**table(X, y), "id": ours, "given": given, "count": count, "quantiles": np.quantile(made, LEVELS, axis=0).T.tolist()}


X, y = overlapping([110, 50, 25], 3)
two_X, two_y = overlapping([400, 60], 5, 0.7)
blob_X, blob_y = blobs()
golden = {
    "adasyn": [adasyn(X, y, 5), adasyn(two_X, two_y, 5), adasyn(two_X, two_y, 11)],
    "svm": [svm(X, y), svm(two_X, two_y)],
    "kmeans": [
        kmeans(blob_X, blob_y),
        kmeans(blob_X, blob_y, cluster_balance_threshold=0.05, density_exponent=2.0, k_neighbors=3),
    ],
    "smote_nc": [smote_nc(X, y)],
    "smote_n": [smote_n([90, 40]), smote_n([90, 50, 35])],
    "quantiles": [
        quantiles(two_X, two_y, SMOTE, "smote"),
        quantiles(two_X, two_y, ADASYN, "adasyn"),
        quantiles(two_X, two_y, KMeansSMOTE, "kmeans-smote", kmeans_estimator=1),
    ],
}
pathlib.Path(__file__).with_name("over-samplers.json").write_text(json.dumps(golden) + "\n")
