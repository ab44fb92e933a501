"""Writes under-samplers.json: which rows imbalanced-learn keeps, for test/core/samplers/under-samplers.test.ts.

Run: python3 test/golden/make_under_samplers.py SHARED_DATASETS   (imbalanced-learn 0.14.2, scikit-learn 1.9.1, scipy, numpy)

Small tables hold normals with four digits, in which no distance is a tie: kept rows are written whole. Of the real sets their
number and a SHA-256 are, beside `ties`: rows for which imbalanced-learn decides otherwise when its searches are replaced by exact
ones (direct sums of squares, a row never its own neighbour, ties to the lower row). They hang on a tie, or on one that was
decided in an earlier round; scikit-learn breaks those as its search happens to meet them.

CondensedNearestNeighbour compares positions in a class with rows of the table; so the class that loses rows is put first, where
both are the same. What CNN and OSS draw is written as `seeds`.

InstanceHardnessThreshold keeps all rows that are as hard as the last it was asked for, and how many these are hangs on its folds and
its forest: `least` and `most` of each class over 20 seeds are written.
"""
import hashlib
import json
import pathlib
import sys
import warnings

import numpy as np
from imblearn.under_sampling import (
    AllKNN,
    ClusterCentroids,
    CondensedNearestNeighbour,
    EditedNearestNeighbours,
    InstanceHardnessThreshold,
    NearMiss,
    NeighbourhoodCleaningRule,
    OneSidedSelection,
    RepeatedEditedNearestNeighbours,
    TomekLinks,
)
from imblearn.under_sampling._prototype_selection import (
    _edited_nearest_neighbours,
    _neighbourhood_cleaning_rule,
    _one_sided_selection,
    _tomek_links,
)
from scipy.spatial.distance import cdist
from scipy.stats import mode
from sklearn.base import BaseEstimator, ClassifierMixin

warnings.simplefilter("ignore")
rng = np.random.default_rng(17)
KNOWN = 64
SAMPLERS = {
    "tomek-links": TomekLinks,
    "edited-nearest-neighbours": EditedNearestNeighbours,
    "repeated-enn": RepeatedEditedNearestNeighbours,
    "all-knn": AllKNN,
    "neighbourhood-cleaning-rule": NeighbourhoodCleaningRule,
    "near-miss": NearMiss,
}


def nearest_first(squared, ids, k):
    """Columns of the k least of each row, ties to the lower id."""
    k = min(k, squared.shape[1])
    limits = np.partition(squared, k - 1, axis=1)[:, k - 1]
    out = np.empty((len(squared), k), dtype=int)
    for i, limit in enumerate(limits):
        among = np.flatnonzero(squared[i] <= limit)
        out[i] = among[np.lexsort((ids[among], squared[i, among]))][:k]
    return out


class Known:
    """The nearest rows of every row of a table, looked up once; X has the row's number as its last column."""

    def __init__(self, X):
        self.X = X
        self.ids = np.arange(len(X))
        parts = [nearest_first(cdist(X[i : i + 500], X, "sqeuclidean"), self.ids, KNOWN) for i in range(0, len(X), 500)]
        self.near = np.vstack(parts)


class Exact(ClassifierMixin, BaseEstimator):
    """Stands for NearestNeighbors and KNeighborsClassifier; a row that is fitted on comes first, whatever equals it."""

    known = None

    def __init__(self, n_neighbors=5, n_jobs=None):
        self.n_neighbors = n_neighbors
        self.n_jobs = n_jobs

    def fit(self, X, y=None):
        self.ids = X[:, -1].astype(int)
        self.y = y
        self.place = np.full(len(self.known.X), -1)
        self.place[self.ids] = np.arange(len(self.ids))
        return self

    def _of(self, query, k):
        near = self.known.near[query]
        near = near[(self.place[near] >= 0) & (near != query)]
        own = np.array([query] if self.place[query] >= 0 else [], dtype=int)
        if len(near) + len(own) < k:
            X = self.known.X
            squared = cdist(X[[query]], X[self.ids], "sqeuclidean")
            near = self.ids[nearest_first(squared, self.ids, k + 1)[0]]
            near = near[near != query]
        return np.concatenate([own, near])[:k].astype(np.int32)

    def kneighbors(self, X, n_neighbors=None, return_distance=True):
        k = n_neighbors or self.n_neighbors
        queries = X[:, -1].astype(int)
        found = np.array([self._of(query, k) for query in queries])
        if not return_distance:
            return self.place[found]
        cells = self.known.X
        distances = np.empty(found.shape)
        for out, query, near in zip(distances, queries, found):
            out[:] = np.sqrt(((cells[query] - cells[near]) ** 2).cumsum(axis=1)[:, -1])
        return distances, self.place[found]

    def kneighbors_graph(self):
        raise NotImplementedError

    def predict(self, X):
        near = self.kneighbors(X, return_distance=False)
        return mode(self.y[near], axis=1, keepdims=False)[0]


PATCHED = [(_tomek_links, "NearestNeighbors"), (_one_sided_selection, "KNeighborsClassifier")]
PATCHED += [(_neighbourhood_cleaning_rule, "KNeighborsClassifier")]


def make(sampler, given, exact):
    params = dict(given)
    if exact and sampler in ("edited-nearest-neighbours", "repeated-enn", "all-knn"):
        params["n_neighbors"] = Exact(params.get("n_neighbors", 3) + 1)
    if exact and sampler == "near-miss":
        params["n_neighbors"] = Exact(params.get("n_neighbors", 3))
        params["n_neighbors_ver3"] = Exact(params.get("n_neighbors_ver3", 3))
    return SAMPLERS[sampler](**params)


class patched:
    """Inside, searches that take no object are exact too."""

    def __enter__(self):
        self.before = [(module, name, getattr(module, name)) for module, name in PATCHED]
        for module, name, _ in self.before:
            setattr(module, name, Exact)
        # ENN inside NCR gets a whole number.
        self.check = _edited_nearest_neighbours.check_neighbors_object
        _edited_nearest_neighbours.check_neighbors_object = lambda name, k, additional_neighbor=0: (
            Exact(k + additional_neighbor) if isinstance(k, int) else k
        )

    def __exit__(self, *_):
        for module, name, was in self.before:
            setattr(module, name, was)
        _edited_nearest_neighbours.check_neighbors_object = self.check


def kept_by(X, y, fit):
    """Rows kept, and those that exact searches decide otherwise."""
    stock = np.sort(fit(X, False))
    Exact.known = known_of(X)
    with patched():
        exact = np.sort(fit(np.column_stack([X, np.arange(len(X))]), True))
    return stock, np.setxor1d(stock, exact)


KNOWN_OF = {}


def known_of(X):
    if id(X) not in KNOWN_OF:
        KNOWN_OF[id(X)] = (Known(X), X)
    return KNOWN_OF[id(X)][0]


def typed(params):
    """As assay takes them."""
    out = dict(params)
    strategy = out.get("sampling_strategy")
    if isinstance(strategy, dict):
        out["sampling_strategy"] = ",".join(f"{name}:{n}" for name, n in strategy.items())
    if isinstance(strategy, list):
        out["sampling_strategy"] = ",".join(map(str, strategy))
    return out


def run(X, y, sampler, params):
    def fit(cells, exact):
        made = make(sampler, params, exact)
        made.fit_resample(cells, y)
        return made.sample_indices_

    stock, ties = kept_by(X, y, fit)
    print(sampler, params, len(stock), len(ties), flush=True)
    return {"sampler": sampler, "params": typed(params), **outcome(stock, ties, len(X))}


def outcome(stock, ties, n):
    if n < 1000:
        assert len(ties) == 0
        return {"kept": stock.tolist()}
    text = ",".join(map(str, stock))
    return {"n": len(stock), "sha256": hashlib.sha256(text.encode()).hexdigest(), "ties": ties.tolist()}


def draws(y, strategy, n_seeds, seed):
    """What CNN and OSS draw, class by class."""
    state = np.random.RandomState(seed)
    return {
        str(label): np.flatnonzero(y == label)[state.randint(0, (y == label).sum(), size=n_seeds)].tolist()
        for label in strategy
    }


def one_sided(X, y, k, n_seeds, seed):
    smallest = int(np.bincount(y).argmin())
    labels = [int(label) for label in np.unique(y) if label != smallest]

    def fit(cells, exact):
        made = OneSidedSelection(n_neighbors=k, n_seeds_S=n_seeds, random_state=seed)
        made.fit_resample(cells, y)
        return made.sample_indices_

    stock, ties = kept_by(X, y, fit)
    out = {"sampler": "one-sided-selection", "params": {"n_neighbors": k, "n_seeds_S": n_seeds}}
    return {**out, "seeds": draws(y, labels, n_seeds, seed), **outcome(stock, ties, len(X))}


def condensed(X, y, k, n_seeds, seed):
    smallest = int(np.bincount(y).argmin())
    kept, seeds = [np.flatnonzero(y == smallest)], {}
    for label in np.unique(y):
        if label == smallest:
            continue
        order = np.argsort(y != label, kind="stable")
        made = CondensedNearestNeighbour(
            sampling_strategy=[int(label)], n_neighbors=k, n_seeds_S=n_seeds, random_state=seed
        )
        made.fit_resample(X[order], y[order])
        rows = np.unique(order[made.sample_indices_])
        kept.append(rows[y[rows] == label])
        seeds.update(draws(y[order], [label], n_seeds, seed))
        seeds[str(label)] = order[seeds[str(label)]].tolist()
    stock = np.sort(np.concatenate(kept))
    out = {"sampler": "condensed-nearest-neighbour", "params": {"n_neighbors": k, "n_seeds_S": n_seeds}}
    return {**out, "seeds": seeds, **outcome(stock, np.array([], dtype=int), len(X))}


def counts(X, y, sampler, params, made):
    made.fit_resample(X, y)
    targets = {int(label): int((y == label).sum()) for label in np.unique(y)}
    targets.update({int(label): int(n) for label, n in made.sampling_strategy_.items()})
    return {"sampler": sampler, "params": typed(params), "counts": [targets[label] for label in sorted(targets)]}


def hardness(X, y, params):
    kept = []
    for seed in range(20):
        made = InstanceHardnessThreshold(random_state=seed, **params)
        kept.append(np.bincount(made.fit_resample(X, y)[1]))
    out = {"sampler": "instance-hardness-threshold", "params": typed(params)}
    return {**out, "least": np.min(kept, axis=0).tolist(), "most": np.max(kept, axis=0).tolist()}


def small(sizes, d):
    """Classes whose centres lie one standard deviation apart."""
    y = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    X = np.round(rng.normal(size=(len(y), d)) + y[:, None], 4)
    editing = [{}, {"kind_sel": "mode"}, {"n_neighbors": 5, "kind_sel": "mode", "sampling_strategy": "all"}]
    largest = int(np.bincount(y).argmax())
    under = [{}, {"sampling_strategy": {largest: 60}}, {"n_neighbors": 5, "sampling_strategy": "majority"}]
    runs = [run(X, y, sampler, one) for sampler in ("edited-nearest-neighbours", "repeated-enn", "all-knn") for one in editing]
    # Said by name: for `auto` imbalanced-learn looks anew for the smallest class after each round.
    others = [int(label) for label in np.unique(y) if label != np.bincount(y).argmin()]
    falling = {"allow_minority": True, "sampling_strategy": others}
    runs += [run(X, y, "repeated-enn", {"max_iter": 2}), run(X, y, "all-knn", falling)]
    runs += [run(X, y, "edited-nearest-neighbours", {"sampling_strategy": [largest]})]
    runs += [run(X, y, "near-miss", {"version": version, **one}) for version in (1, 2, 3) for one in under]
    runs += [run(X, y, "neighbourhood-cleaning-rule", one) for one in ({}, {"n_neighbors": 5, "threshold_cleaning": 1.8})]
    runs += [of(X, y, k, n, 3) for of in (one_sided, condensed) for k, n in ((1, 1), (3, 4), (2, 3))]
    cut = {"sampling_strategy": {largest: 17}}
    runs += [counts(X, y, "cluster-centroids", one, ClusterCentroids(random_state=1, **one)) for one in ({}, cut)]
    runs += [hardness(X, y, one) for one in ({}, cut)]
    return {"X": X.T.tolist(), "y": y.tolist(), "runs": runs}


def real(folder, file, header, columns, target, distinct):
    lines = (folder / file).read_text("utf-8-sig").strip().splitlines()[header:]
    cells = [line.split(",") for line in lines]
    X = np.array([[float(cell) for cell in row[columns[0] : columns[1]]] for row in cells])
    _, y = np.unique([row[target] for row in cells], return_inverse=True)
    if distinct:
        _, first = np.unique(X, axis=0, return_index=True)
        X, y = X[np.sort(first)], y[np.sort(first)]
    runs = [run(X, y, sampler, {}) for sampler in SAMPLERS if sampler != "near-miss"]
    runs += [run(X, y, "near-miss", {"version": version}) for version in (1, 2, 3)]
    runs += [one_sided(X, y, 1, 1, 5)]
    if distinct:
        runs += [condensed(X, y, 1, 1, 5)]
    shape = {"header": bool(header), "columns": columns, "target": target, "distinct": distinct}
    return {"file": file, **shape, "rows": len(X), "runs": runs}


golden = {"small": [small([110, 50, 25], 3), small([40, 150], 2)]}
if len(sys.argv) > 1:
    folder = pathlib.Path(sys.argv[1])
    golden["real"] = [
        real(folder, "mammography.noheader.csv", 0, [0, 6], 6, True),
        real(folder, "thyroid.csv", 1, [0, 21], 21, False),
        real(folder, "credit-default.csv", 1, [1, 24], 24, False),
    ]
pathlib.Path(__file__).with_name("under-samplers.json").write_text(json.dumps(golden) + "\n")
