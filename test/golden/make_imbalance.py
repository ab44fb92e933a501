"""Writes imbalance.json: what imbalanced-learn's samplers decide, for test/core/samplers/imbalance.test.ts.

Run: python3 test/golden/make_imbalance.py   (imbalanced-learn 0.14.2, numpy)

Cells are drawn from normals with four digits: no distance is a tie. What is drawn at random by both sides cannot be
equal; its mean and standard deviation over many rows are kept, to be met within a few standard errors.
"""
import json
import pathlib
import warnings

import numpy as np
from imblearn.over_sampling import BorderlineSMOTE, RandomOverSampler
from imblearn.under_sampling import TomekLinks
from imblearn.utils import check_sampling_strategy

warnings.simplefilter("ignore")
rng = np.random.default_rng(11)
NAMES = np.array(["a", "b", "c"])


def overlapping(sizes, d):
    """Classes whose centres lie one standard deviation apart."""
    y = rng.permutation(np.repeat(np.arange(len(sizes)), sizes))
    return np.round(rng.normal(size=(len(y), d)) + y[:, None], 4), y


def strategy(y, kind, given):
    """The count of each class that imbalanced-learn adds, keeps or, when cleaning, may take from; None: an error."""
    meant = given.replace("-", " ") if isinstance(given, str) else given
    try:
        targets = check_sampling_strategy(meant, NAMES[y], f"{kind}-sampling")
    except ValueError:
        return {"y": y.tolist(), "kind": kind, "given": given, "counts": None}
    counts = {str(name): int(n) for name, n in targets.items()}
    return {"y": y.tolist(), "kind": kind, "given": given, "counts": counts}


def strategies():
    two, three = np.repeat([0, 1], [37, 11]), np.repeat([0, 1, 2], [9, 25, 14])
    tied = np.repeat([0, 1, 2], [12, 12, 12])
    words = ["auto", "minority", "majority", "not-minority", "not-majority", "all"]
    out = [strategy(y, kind, word) for y in (two, three, tied) for kind in ("over", "under", "clean") for word in words]
    for kind in ("over", "under"):
        out += [strategy(two, kind, ratio) for ratio in (0.2, 0.5, 0.8, 1.0)]
        out += [strategy(three, kind, ratio) for ratio in (0.9,)]
        out += [strategy(three, kind, counts) for counts in ({"a": 20, "c": 15}, {"a": 5, "b": 9}, {"a": 9}, {"d": 9})]
    out += [strategy(three, "clean", names) for names in (["a"], ["b", "c"], ["d"])]
    return out


def borderline(X, y, kind):
    sampler = BorderlineSMOTE(kind=kind, random_state=3)
    made = sampler.fit_resample(X, y)
    few = {str(label): rows.tolist() for label, rows in sampler.in_danger_indices.items()}
    # A RandomState that goes on: with a whole number both draws of kind 2 would begin at the same one.
    many = {label: 30_000 if label in sampler.in_danger_indices else int((y == label).sum()) for label in range(3)}
    many[int(np.bincount(y).argmax())] = int(np.bincount(y).max())
    sampler = BorderlineSMOTE(kind=kind, sampling_strategy=many, random_state=np.random.RandomState(3))
    made = sampler.fit_resample(X, y)
    new_X, new_y = made[0][len(y):], made[1][len(y):]
    moments = {
        str(label): {
            "n": int((new_y == label).sum()),
            "mean": new_X[new_y == label].mean(axis=0).tolist(),
            "std": new_X[new_y == label].std(axis=0).tolist(),
        }
        for label in sorted(set(new_y.tolist()))
    }
    return {"kind": kind, "danger": few, "moments": moments}


def tomek(X, y, given):
    sampler = TomekLinks(sampling_strategy=given)
    sampler.fit_resample(X, y)
    typed = given.replace(" ", "-") if isinstance(given, str) else ",".join(map(str, given))
    return {"strategy": typed, "kept": sampler.sample_indices_.tolist()}


class FirstRow(np.random.RandomState):
    """Draws the first row of a class and noise of 1, so that what is added is the noise's standard deviation."""

    def choice(self, rows, size, replace):
        return np.repeat(rows[0], size)

    def randn(self, *shape):
        return np.ones(shape)


def shrinkage(X, y, size):
    out = RandomOverSampler(shrinkage=size, random_state=FirstRow()).fit_resample(X, y)
    noise = {}
    for label in sorted(set(out[1][len(y):].tolist())):
        first = int(np.flatnonzero(y == label)[0])
        made = out[0][len(y) + int(np.flatnonzero(out[1][len(y):] == label)[0])]
        noise[str(label)] = (made - X[first]).tolist()
    return {"shrinkage": size, "noise": noise}


X, y = overlapping([110, 50, 25], 3)
golden = {
    "X": X.T.tolist(),
    "y": y.tolist(),
    "strategies": strategies(),
    "borderline": [borderline(X, y, kind) for kind in ("borderline-1", "borderline-2")],
    "tomek": [tomek(X, y, given) for given in ("auto", "majority", "not majority", "all", [0, 2])],
    "shrinkage": [shrinkage(X, y, size) for size in (1.0, 0.5)],
}
pathlib.Path(__file__).with_name("imbalance.json").write_text(json.dumps(golden) + "\n")
