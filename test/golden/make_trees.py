"""Writes trees-sklearn.json, trees-lightgbm.json, trees-xgboost.json: what other engines' trees predict on small data.

Run with scikit-learn 1.9.1, lightgbm 4.7.0 and xgboost 3.2.0: python3 make_trees.py [sklearn|lightgbm|xgboost ...]

The data are made so that an engine on histograms can give the same trees. Features are whole numbers of at most 100
levels, so a bin is a value and binning loses nothing. A case stands only if its training predictions, and those of the
fresh rows, stay the same with the columns in another order, with every number negated (which turns the order of the cuts
round) and with the rows' weights (numbers: their answers) shaken by a millionth: then no split is won by a tie or by
rounding. Each case takes the first seed of its answers with which it stands.
A fresh row whose value falls between the values that a node was grown on, where no rule says where the cut lies (an
unseen category, a missing cell in a node without any, likewise), has null for a prediction.

What tolerance to expect, and why:
- scikit-learn keeps everything in float64, its leaves are means (medians): 1e-12 relative; its sums run in another
  order. Importances likewise. ccp_alpha and min_impurity_decrease compare such sums with a number that no case is near.
- LightGBM keeps gradients and hessians in float32 and sums them in float64: an engine in float64 is within 5e-8 of its
  raw scores after 30 rounds (lightgbm_twin.py, which tells what else it does otherwise, was); an engine that rounds
  gradients to whole numbers is as far off as its rounding. A hessian that varies (all but l2, l1, quantile, huber, and
  these with weights): LightGBM does not count the rows of a bin but guesses them from the hessians, so no other engine
  can follow its `min_child_samples`. Those cases set it to 0, and bound the hessians (`min_child_weight`) instead. Scores
  start at the (weighted) mean: its logit for binary, whatever scale_pos_weight; log(share) for multiclass; its log for
  poisson and gamma; the median for l1, the percentile for quantile. Hessians: multiclass K / (K - 1) p (1 - p), poisson
  exp(s + 0.7), gamma y exp(-s). l1 and quantile renew their leaves as percentiles of the residuals; without weights
  their gradients are two numbers, gains tie, and trees must be few and small.
- XGBoost keeps gradients, leaf values and scores in float32: 1e-5 relative after 20 rounds. Scores start at base_score.

A file: {LIBRARY: version, fixed: parameters of all cases, features: {NAME: {X, fresh}} (a list a column, missing cells
null), weights (of the training rows), data: {NAME: {features, y}}, cases: [{name, model, params, weighted, data, train,
fresh, predicted, leaves (of all trees), importances (gain; scikit-learn's are shares)}]}. `train`, `fresh`: for scikit-learn predict_proba (a list a row) or predict; for the
others raw scores (multiclass a list a row), and `predicted` is what predict (predict_proba) gives on the fresh rows.
"""
import functools
import itertools
import json
import pathlib
import sys

import lightgbm
import numpy as np
import sklearn
import xgboost
from lightgbm_twin import knows, raw_scores
from sklearn.tree import DecisionTreeClassifier, DecisionTreeRegressor

FOLDER = pathlib.Path(__file__).parent
LEVELS = np.array([2, 3, 5, 8, 12, 20, 40, 100])
N_TRAIN, N_FRESH = 500, 200
CATEGORICAL = [3, 4]


# --- data -----------------------------------------------------------------------------------------------------------

rng = np.random.default_rng(20261121)
WHOLE = rng.integers(0, LEVELS, size=(N_TRAIN + N_FRESH, len(LEVELS))).astype(float)
WEIGHTS = rng.uniform(0.5, 3, N_TRAIN).round(3)


def signal_of(X):
    Z = (X - X.mean(axis=0)) / X.std(axis=0)
    bumpy = np.sin(2.1 * X[:, CATEGORICAL[0]]) + np.cos(1.7 * X[:, CATEGORICAL[1]])
    return Z[:, 7] + 0.8 * Z[:, 6] * Z[:, 1] + 0.6 * np.abs(Z[:, 5]) - 0.5 * Z[:, 2] + 0.7 * bumpy + 0.3 * Z[:, 0]


SIGNAL = signal_of(WHOLE)


def with_holes():
    X = WHOLE.copy()
    X[rng.uniform(size=len(X)) < 0.15 + 0.2 * (SIGNAL > 0.5), 7] = np.nan
    X[rng.uniform(size=len(X)) < 0.3, 2] = np.nan
    return X


FEATURES = {"whole": WHOLE, "holes": with_holes()}


def answers_of(kind, seed):
    rng = np.random.default_rng(seed)
    noise = rng.normal(size=len(SIGNAL))
    if kind == "binary":
        return (SIGNAL + noise > 0.6).astype(int)
    if kind == "multiclass":
        return np.digitize(SIGNAL + 0.7 * noise, [-0.3, 1.0])
    if kind == "count":
        return rng.poisson(np.exp(0.5 * SIGNAL + 0.5))
    if kind == "amount":
        return np.exp(0.6 * SIGNAL + 0.4 * noise).round(6)
    return (SIGNAL + 0.5 * noise).round(6)


@functools.cache
def data_of(kind, features, seed):
    X = FEATURES[features]
    y = answers_of(kind, seed)[:N_TRAIN]
    return {"X": X[:N_TRAIN], "fresh": X[N_TRAIN:], "y": y, "weights": WEIGHTS}


# --- trees of any library -------------------------------------------------------------------------------------------


def numeric_split(feature, cut, strict, missing_left, left, right):
    def goes_left(x):
        with np.errstate(invalid="ignore"):
            return np.where(np.isnan(x), missing_left, x < cut if strict else x <= cut)

    return {"feature": feature, "goes_left": goes_left, "categories": False, "left": left, "right": right}


def category_split(feature, categories, left, right):
    return {
        "feature": feature,
        "goes_left": lambda x: np.isin(x, categories),
        "categories": True,
        "left": left,
        "right": right,
    }


def outside(node, seen, asked):
    """Which asked values of a node's feature no value that it was grown on decides."""
    absent = np.isnan(asked) & ~np.isnan(seen).any()
    if node["categories"]:
        return absent | ~np.isin(asked, seen)
    left = node["goes_left"](seen) & ~np.isnan(seen)
    right = ~node["goes_left"](seen) & ~np.isnan(seen)
    low = seen[left].max() if left.any() else -np.inf
    high = seen[right].min() if right.any() else np.inf
    with np.errstate(invalid="ignore"):
        return absent | ((asked > low) & (asked < high))


def undecided(node, X, fresh):
    """[fresh rows] True where a node on the way leaves open to which side the row goes."""
    open_rows = np.zeros(len(fresh), bool)
    if node is None or len(fresh) == 0:
        return open_rows
    seen, asked = X[:, node["feature"]], fresh[:, node["feature"]]
    open_rows |= outside(node, seen, asked)
    left, asked_left = node["goes_left"](seen).astype(bool), node["goes_left"](asked).astype(bool)
    open_rows[asked_left] |= undecided(node["left"], X[left], fresh[asked_left])
    open_rows[~asked_left] |= undecided(node["right"], X[~left], fresh[~asked_left])
    return open_rows


# --- the same problem, written otherwise ----------------------------------------------------------------------------

AS_IS = (np.arange(len(LEVELS)), np.ones(len(LEVELS)))


def moved(params, order, sign):
    """Parameters that name columns, for columns X[:, order] * sign[order]."""
    at = {int(old): new for new, old in enumerate(order)}
    out = dict(params)
    for key in ("monotonic_cst", "monotone_constraints"):
        if key in out:
            out[key] = [int(out[key][old] * sign[old]) for old in order]
    if "interaction_constraints" in out:
        out["interaction_constraints"] = [[at[f] for f in group] for group in out["interaction_constraints"]]
    if "categorical_feature" in out:
        out["categorical_feature"] = [at[f] for f in out["categorical_feature"]]
    return out


def other_ways(case):
    """Column orders and signs that must not matter."""
    rng = np.random.default_rng(1)
    order, sign = AS_IS
    minus = -sign
    minus[case["params"].get("categorical_feature", [])] = 1
    return [(rng.permutation(order), sign), (order, minus), (rng.permutation(order), minus)]


def shaken(case, data):
    """The data with answers, or weights, a millionth off."""
    rng = np.random.default_rng(2)
    off = 1 + 1e-6 * rng.uniform(-1, 1, N_TRAIN)
    if np.issubdtype(data["y"].dtype, np.floating):
        return {**data, "y": data["y"] * off}, case["weighted"]
    weights = data["weights"] if case["weighted"] else 1
    return {**data, "weights": weights * off}, True


def stands(library, case, data, answer, tolerance):
    """Whether the same predictions come out however the problem is written."""

    def same(other):
        pairs = (("train", None), ("fresh", answer["decided"]))
        return all(
            np.abs(other[k] - answer[k])[slice(None) if rows is None else rows].max() <= tolerance for k, rows in pairs
        )

    ways = [library(case, data, order, sign) for order, sign in other_ways(case)]
    other, weighted = shaken(case, data)
    ways.append(library({**case, "weighted": weighted}, other, *AS_IS))
    return all(same(way) for way in ways) and (library is not fit_lightgbm or twin_agrees(case, data, answer))


def twin_agrees(case, data, answer):
    params = {**LIGHTGBM_FIXED, **case["params"]}
    if not knows(params):
        return True
    weights = data["weights"] if case["weighted"] else np.ones(N_TRAIN)
    return np.abs(raw_scores(data["X"], data["y"], weights, params) - answer["train"]).max() < 1e-6


def problem(name, kind):
    return {"name": name, "kind": kind, "features": "holes" if "missing" in name else "whole"}


# --- scikit-learn ---------------------------------------------------------------------------------------------------


def sklearn_split(tree, node, importances=None):
    if tree.children_left[node] < 0:
        return None
    left, right = (sklearn_split(tree, child[node]) for child in (tree.children_left, tree.children_right))
    missing_left = bool(tree.missing_go_to_left[node])
    return numeric_split(tree.feature[node], tree.threshold[node], False, missing_left, left, right)


def fit_sklearn(case, data, order, sign):
    make = DecisionTreeClassifier if case["model"] == "DecisionTreeClassifier" else DecisionTreeRegressor
    X, fresh = (data[k][:, order] * sign[order] for k in ("X", "fresh"))
    model = make(random_state=0, **moved(case["params"], order, sign))
    model.fit(X, data["y"], data["weights"] if case["weighted"] else None)
    predict = model.predict_proba if make is DecisionTreeClassifier else model.predict
    return {
        "train": predict(X),
        "fresh": predict(fresh),
        "decided": ~undecided(sklearn_split(model.tree_, 0), X, fresh),
        "leaves": int(model.get_n_leaves()),
        "importances": model.feature_importances_.tolist(),
    }


CONSTRAINTS = [0, 0, -1, 0, 0, 0, 0, 1]

TREE_OPTIONS = [
    ("max_depth", {"max_depth": 4}),
    ("max_leaf_nodes", {"max_leaf_nodes": 12}),
    ("min_samples_leaf", {"min_samples_leaf": 10, "max_depth": 6}),
    ("min_samples_split", {"min_samples_split": 60}),
    ("min_impurity_decrease", {"min_impurity_decrease": 0.008, "max_depth": 5}),
    ("ccp_alpha", {"ccp_alpha": 0.005, "max_depth": 5}),
    ("weights", {"max_depth": 4}),
]


def sklearn_cases():
    def case(model, kind, name, **params):
        full = f"{model.removeprefix('DecisionTree').lower()}, {kind}, {name}"
        return {**problem(full, kind), "model": model, "params": params, "weighted": "weights" in name}

    classifier, regressor = "DecisionTreeClassifier", "DecisionTreeRegressor"
    for kind, criterion in itertools.product(("binary", "multiclass"), ("gini", "entropy")):
        for name, params in TREE_OPTIONS:
            yield case(classifier, kind, f"{criterion}, {name}", criterion=criterion, **params)
    yield case(classifier, "binary", "balanced", class_weight="balanced", max_depth=4)
    yield case(classifier, "multiclass", "balanced weights", class_weight="balanced", max_depth=4)
    yield case(classifier, "binary", "monotonic_cst", monotonic_cst=CONSTRAINTS, max_depth=4)
    yield case(classifier, "binary", "missing cells", max_depth=4, min_samples_leaf=10)
    yield case(regressor, "number", "missing cells", max_depth=4, min_samples_leaf=10)
    for criterion, kind in (("squared_error", "number"), ("poisson", "count"), ("absolute_error", "number")):
        for name, params in TREE_OPTIONS:
            yield case(regressor, kind, f"{criterion}, {name}", criterion=criterion, **params)
    for criterion in ("squared_error", "absolute_error"):
        yield case(regressor, "number", f"{criterion}, monotonic_cst", criterion=criterion, monotonic_cst=CONSTRAINTS, max_depth=4)


# --- LightGBM -------------------------------------------------------------------------------------------------------

LIGHTGBM_FIXED = {
    "n_estimators": 30,
    "num_leaves": 15,
    "learning_rate": 0.1,
    "max_bin": 255,
    "min_data_in_bin": 1,
    "deterministic": True,
    "force_col_wise": True,
    "enable_bundle": False,
    "feature_pre_filter": False,
    "boost_from_average": True,
    "n_jobs": 1,
    "verbose": -1,
}


def lightgbm_split(node):
    if "split_feature" not in node:
        return None
    left, right = (lightgbm_split(node[side]) for side in ("left_child", "right_child"))
    if node["decision_type"] == "==":
        return category_split(node["split_feature"], [int(c) for c in node["threshold"].split("||")], left, right)
    return numeric_split(node["split_feature"], node["threshold"], False, node["default_left"], left, right)


def fit_lightgbm(case, data, order, sign):
    X, fresh = (data[k][:, order] * sign[order] for k in ("X", "fresh"))
    params = moved(case["params"], order, sign)
    categorical = params.pop("categorical_feature", "auto")
    model = getattr(lightgbm, case["model"])(**{**LIGHTGBM_FIXED, **params})
    model.fit(X, data["y"], data["weights"] if case["weighted"] else None, categorical_feature=categorical)
    trees = [tree["tree_structure"] for tree in model.booster_.dump_model()["tree_info"]]
    open_rows = sum(undecided(lightgbm_split(tree), X, fresh).astype(int) for tree in trees)
    predict = model.predict_proba if case["model"] == "LGBMClassifier" else model.predict
    return {
        "train": model.predict(X, raw_score=True),
        "fresh": model.predict(fresh, raw_score=True),
        "predicted": predict(fresh),
        "decided": open_rows == 0,
        "leaves": sum(tree["num_leaves"] for tree in model.booster_.dump_model()["tree_info"]),
        "importances": model.booster_.feature_importance("gain").tolist(),
    }


def lightgbm_cases():
    def case(kind, name, model="LGBMRegressor", weighted=False, **params):
        return {**problem(f"{kind}, {name}", kind), "model": model, "params": params, "weighted": weighted}

    exact = {"min_child_samples": 20}  # the hessian is 1
    loose = {"min_child_samples": 0, "min_child_weight": 3.0}
    few = {"n_estimators": 5, "num_leaves": 4, "max_depth": 2}  # their gradients are few numbers: gains soon tie
    classifier = {"model": "LGBMClassifier", **loose}
    groups = [[0, 1, 2, 3], [4, 5, 6, 7]]
    by_default = {
        "cat_smooth": 10, "cat_l2": 10, "max_cat_to_onehot": 4, "min_data_per_group": 100, "max_cat_threshold": 32,
    }  # fmt: skip
    # smooth 1: with 0 LightGBM would sort levels that are absent by 0 / 0
    every_cut = {
        "cat_smooth": 1, "cat_l2": 2, "max_cat_to_onehot": 1, "min_data_per_group": 1, "max_cat_threshold": 254,
    }  # fmt: skip
    small = {"n_estimators": 10, "num_leaves": 8}  # the twin agrees for long enough
    options = [
        ("plain", {}),
        ("l1 and l2", {"reg_alpha": 0.3, "reg_lambda": 2.0, **small}),
        ("max_depth", {"max_depth": 3}),
        ("min_split_gain", {"min_split_gain": 0.5, **small}),
        ("weights", {"weighted": True}),
        ("monotone", {"monotone_constraints": CONSTRAINTS, "monotone_constraints_method": "basic"}),
        ("interactions", {"interaction_constraints": groups}),
        ("categories by default", {"categorical_feature": CATEGORICAL, **by_default}),
        ("categories", {"categorical_feature": CATEGORICAL, **every_cut}),
    ]
    for name, params in options:
        counts = loose if "weighted" in params else exact
        yield case("number", f"regression, {name}", objective="regression", **counts, **params)
        yield case("binary", name, **classifier, objective="binary", **params)
    yield case("binary", "scale_pos_weight", **classifier, objective="binary", scale_pos_weight=3.0)
    yield case("binary", "missing cells", **classifier, objective="binary")
    yield case("number", "missing cells", **exact, objective="regression")
    yield case("multiclass", "plain", **classifier, objective="multiclass")
    smaller = {"n_estimators": 5, "num_leaves": 5}
    yield case("multiclass", "l1 and l2", **classifier, objective="multiclass", reg_alpha=0.1, reg_lambda=1.0, **smaller)
    for objective, params in (("regression_l1", {}), ("quantile", {"alpha": 0.8})):
        yield case("number", objective, **exact, **few, objective=objective, **params)
        yield case("number", f"{objective}, weights", **loose, objective=objective, weighted=True, **params)
    yield case("number", "huber", **exact, objective="huber", alpha=0.9)
    yield case("count", "poisson", **loose, objective="poisson")
    yield case("amount", "gamma", **loose, objective="gamma")


# --- XGBoost --------------------------------------------------------------------------------------------------------

XGBOOST_FIXED = {
    "n_estimators": 20,
    "learning_rate": 0.3,
    "tree_method": "hist",
    "grow_policy": "lossguide",
    "max_leaves": 15,
    "max_depth": 0,
    "max_bin": 256,
    "reg_lambda": 1,
    "gamma": 0.1,
    "reg_alpha": 0.1,
    "min_child_weight": 1,
    "base_score": 0.5,
    "n_jobs": 1,
}


def xgboost_split(node):
    if "leaf" in node:
        return None
    children = {child["nodeid"]: child for child in node["children"]}
    left, right = (xgboost_split(children[node[side]]) for side in ("yes", "no"))
    missing_left = node["missing"] == node["yes"]
    return numeric_split(int(node["split"][1:]), node["split_condition"], True, missing_left, left, right)


def fit_xgboost(case, data, order, sign):
    X, fresh = (data[k][:, order] * sign[order] for k in ("X", "fresh"))
    params = moved(case["params"], order, sign)
    for key in ("monotone_constraints", "interaction_constraints"):
        if key in params:
            params[key] = json.dumps(params[key]).replace("[", "(").replace("]", ")") if key[0] == "m" else json.dumps(params[key])
    model = getattr(xgboost, case["model"])(**{**XGBOOST_FIXED, **params})
    model.fit(X, data["y"], sample_weight=data["weights"] if case["weighted"] else None)
    booster = model.get_booster()
    trees = [json.loads(tree) for tree in booster.get_dump(dump_format="json")]
    open_rows = sum(undecided(xgboost_split(tree), X, fresh).astype(int) for tree in trees)
    gains = booster.get_score(importance_type="total_gain")
    predict = model.predict_proba if case["model"] == "XGBClassifier" else model.predict
    return {
        "train": model.predict(X, output_margin=True).astype(float),
        "fresh": model.predict(fresh, output_margin=True).astype(float),
        "predicted": predict(fresh).astype(float),
        "decided": open_rows == 0,
        "leaves": sum(1 for tree in booster.get_dump() for line in tree.splitlines() if "leaf=" in line),
        "importances": [gains.get(f"f{f}", 0.0) for f in range(len(LEVELS))],
    }


def xgboost_cases():
    def case(kind, name, objective, model="XGBRegressor", weighted=False, **params):
        params = {"objective": objective, **params}
        return {**problem(f"{kind}, {name}", kind), "model": model, "params": params, "weighted": weighted}

    classifier = {"model": "XGBClassifier"}
    options = [
        ("plain", {}),
        ("max_depth", {"max_depth": 3, "grow_policy": "depthwise", "max_leaves": 0}),
        ("min_child_weight", {"min_child_weight": 10}),
        ("unregularised", {"reg_lambda": 0, "reg_alpha": 0, "gamma": 0, "min_child_weight": 10}),
        ("weights", {"weighted": True}),
        ("monotone", {"monotone_constraints": CONSTRAINTS}),
        ("interactions", {"interaction_constraints": [[0, 1, 2, 3], [4, 5, 6, 7]]}),
    ]
    for name, params in options:
        yield case("number", name, "reg:squarederror", base_score=0.0, **params)
        yield case("binary", name, "binary:logistic", **classifier, **params)
    yield case("binary", "scale_pos_weight", "binary:logistic", scale_pos_weight=3.0, **classifier)
    yield case("binary", "missing cells", "binary:logistic", **classifier)
    yield case("number", "missing cells", "reg:squarederror", base_score=0.0)
    yield case("multiclass", "plain", "multi:softprob", **classifier)
    yield case("count", "poisson", "count:poisson", base_score=1.0, max_delta_step=0.7)
    yield case("amount", "gamma", "reg:gamma", base_score=1.0)


# --- files ----------------------------------------------------------------------------------------------------------

# fit, cases, fixed parameters, how far predictions may move when the problem is written otherwise
LIBRARIES = {
    "sklearn": (fit_sklearn, sklearn_cases, {}, 1e-5, sklearn.__version__),
    "lightgbm": (fit_lightgbm, lightgbm_cases, LIGHTGBM_FIXED, 1e-4, lightgbm.__version__),
    "xgboost": (fit_xgboost, xgboost_cases, XGBOOST_FIXED, 1e-4, xgboost.__version__),
}


def rounded(values):
    return np.array(values, float).round(12).tolist()


def cells(X):
    return [[None if np.isnan(value) else int(value) for value in column] for column in X.T]


def written_case(case, seed, answer):
    def if_decided(values):
        return [value if decided else None for value, decided in zip(rounded(values), answer["decided"])]

    fresh = {key: if_decided(answer[key]) for key in ("fresh", "predicted") if key in answer}
    told = {key: value for key, value in case.items() if key not in ("kind", "features")}
    rest = {"leaves": answer["leaves"], "importances": rounded(answer["importances"])}
    return {**told, "data": data_name(case, seed), "train": rounded(answer["train"]), **fresh, **rest}


def data_name(case, seed):
    return f"{case['kind']} {seed}" if case["features"] == "whole" else f"{case['kind']} {seed}, holes"


def first_that_stands(case, fit, tolerance):
    """(seed of the answers, the library's predictions)."""
    for seed in itertools.count(1):
        data = data_of(case["kind"], case["features"], seed)
        answer = fit(case, data, *AS_IS)
        if answer["leaves"] > 1 and stands(fit, case, data, answer, tolerance):
            print(case["name"], "seed", seed, "decided", answer["decided"].sum(), flush=True)
            return seed, answer


def make(library):
    fit, cases, fixed, tolerance, version = LIBRARIES[library]
    cases = list(cases())
    found = [first_that_stands(case, fit, tolerance) for case in cases]
    answers = {
        data_name(case, seed): {"features": case["features"], "y": data_of(case["kind"], case["features"], seed)["y"].tolist()}
        for case, (seed, _) in zip(cases, found)
    }
    used = {case["features"] for case in cases}
    features = {
        name: {"X": cells(X[:N_TRAIN]), "fresh": cells(X[N_TRAIN:])} for name, X in FEATURES.items() if name in used
    }
    head = {library: version, "fixed": fixed, "features": features, "weights": WEIGHTS.tolist(), "data": answers}
    lines = [
        json.dumps(written_case(case, *one), separators=(",", ":")) for case, one in zip(cases, found)
    ]
    text = json.dumps(head, separators=(",", ":"))[:-1] + ',\n"cases":[\n' + ",\n".join(lines) + "\n]}\n"
    (FOLDER / f"trees-{library}.json").write_text(text)


for library in sys.argv[1:] or LIBRARIES:
    make(library)
