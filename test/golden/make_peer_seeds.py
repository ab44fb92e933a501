"""Writes peer-seeds.json: what scikit-learn's forests, LightGBM and imbalanced-learn's models reach on the real data sets,
for five model seeds.

Run with scikit-learn 1.9.1, lightgbm 4.7.0 and imbalanced-learn 0.14.2: python3 make_peer_seeds.py DATASETS [THREADS]
DATASETS is the folder of the real data sets. What peer-seeds.json already holds is not made again, and it is written
after every model, so a killed run goes on. Scores do not depend on THREADS (default 1).

Rows in file order; StratifiedKFold (KFold for numbers), 5 folds, shuffled, random_state 42; of the three large sets the
first fold alone. Categories are coded by factorize(sort=True), text with over 200 levels is left out, missing cells get
the column's mean for the forests, LightGBM takes them as they are. LightGBM draws nothing by default but the rows that
its bins are made of, beyond 200,000 of them: five seeds for the large sets (random_state sets all its seeds), else one.
imbalanced-learn's three have its defaults, are not run on the large sets, and impute as the forests do.

peer-seeds.json: sets.NAME = {task, rows, features, MODEL: {seeds, METRIC: [[a value a fold] a seed]}}, 10 decimals.
"""
import json
import pathlib
import platform
import sys
import time
import warnings

import imblearn
import lightgbm
import numpy as np
import pandas as pd
import sklearn
from imblearn.ensemble import BalancedRandomForestClassifier, EasyEnsembleClassifier, RUSBoostClassifier
from sklearn.ensemble import ExtraTreesClassifier, ExtraTreesRegressor, RandomForestClassifier, RandomForestRegressor
from sklearn.impute import SimpleImputer
from sklearn.metrics import (
    accuracy_score,
    average_precision_score,
    balanced_accuracy_score,
    f1_score,
    log_loss,
    mean_absolute_error,
    mean_squared_error,
    r2_score,
    roc_auc_score,
)
from sklearn.model_selection import KFold, StratifiedKFold
from sklearn.pipeline import make_pipeline

warnings.filterwarnings("ignore")
DATASETS = pathlib.Path(sys.argv[1])
THREADS = int(sys.argv[2]) if len(sys.argv) > 2 else 1
OUT = pathlib.Path(__file__).with_name("peer-seeds.json")
SEEDS = range(5)
LARGE = {"forest-cover", "give-me-some-credit", "nyc-taxi"}
MAX_LEVELS = 200

# name: task, folds, file, target, positive class, dropped columns, options of read_csv
SETS = {
    "german-credit": ("binary", 5, "german-credit.csv", "default", "2", [], {}),
    "ames": ("regression", 5, "ames.csv", "SalePrice", None, ["Id"], {"keep_default_na": False, "na_values": [""]}),
    "thyroid": ("multiclass", 5, "thyroid.csv", "label", None, [], {"encoding": "utf-8-sig"}),
    "telco-churn": ("binary", 5, "telco-churn.csv", "Churn", "Yes", ["customerID"], {"na_values": [" "]}),
    "mammography": ("binary", 5, "mammography.noheader.csv", -1, "1", [], {"header": None}),
    "bike": ("regression", 5, "bike-sharing-hour.csv", "cnt", None, ["instant", "dteday", "casual", "registered"], {}),
    "california": ("regression", 5, "california-housing.csv", "median_house_value", None, [], {}),
    "adult": ("binary", 5, "adult.csv", "salary", ">50K", [], {"na_values": "?"}),
    "credit-default": ("binary", 5, "credit-default.csv", "default.payment.next.month", "1", ["ID"], {}),
    "forest-cover": ("binary", 1, "forest-cover-anomaly.csv.gz", "label", "1", [], {}),
    "give-me-some-credit": ("binary", 1, "give-me-some-credit.csv.gz", "SeriousDlqin2yrs", "1", ["Unnamed: 0"], {}),
    "nyc-taxi": (
        "regression", 1, "nyc-taxi.csv.gz", "fare_amount", None,
        ["total_amount", "pickup_datetime", "dropoff_datetime"], {},
    ),
}  # fmt: skip


def features(frame):
    """Numbers as they are, text as codes in sorted order, missing NaN."""
    columns = {}
    for name in frame.columns:
        column = frame[name]
        if pd.api.types.is_numeric_dtype(column):
            columns[name] = column.to_numpy("float64")
        elif column.nunique() <= MAX_LEVELS:
            codes = pd.factorize(column, sort=True)[0].astype("float64")
            columns[name] = np.where(codes < 0, np.nan, codes)
    return np.column_stack(list(columns.values()))


def load(task, file, target, positive, drop, options):
    frame = pd.read_csv(DATASETS / file, skipinitialspace=True, **options)
    target = frame.columns[-1] if target == -1 else target
    frame = frame[frame[target].notna()]
    y, X = frame[target], features(frame.drop(columns=[target, *drop]))
    if task == "regression":
        return X, y.to_numpy("float64")
    if task == "binary":
        return X, (y.astype(str).str.strip("' ") == positive).astype(int).to_numpy()
    return X, pd.factorize(y, sort=True)[0]


def models(task):
    if task == "regression":
        forests, share, boost = (RandomForestRegressor, ExtraTreesRegressor), {"max_features": 1 / 3}, lightgbm.LGBMRegressor
    else:
        forests, share, boost = (RandomForestClassifier, ExtraTreesClassifier), {}, lightgbm.LGBMClassifier
    common = {"n_estimators": 100, "n_jobs": THREADS}
    imbalanced = {
        "BRF100": lambda seed: BalancedRandomForestClassifier(random_state=seed, **common),
        "RUS50": lambda seed: RUSBoostClassifier(random_state=seed),
        "EASY10": lambda seed: EasyEnsembleClassifier(random_state=seed, n_jobs=THREADS),
    }
    if task == "regression":
        imbalanced = {}
    if task == "multiclass":  # on thyroid it raises: its first stump is worse than chance
        del imbalanced["RUS50"]
    return {
        "RF100": lambda seed: make_pipeline(SimpleImputer(), forests[0](random_state=seed, **share, **common)),
        "ET100": lambda seed: make_pipeline(SimpleImputer(), forests[1](random_state=seed, **share, **common)),
        "LGB100": lambda seed: boost(random_state=seed, verbose=-1, **common),
        **{name: lambda seed, make=make: make_pipeline(SimpleImputer(), make(seed)) for name, make in imbalanced.items()},
    }


def scores(task, model, X, y):
    if task == "regression":
        p = model.predict(X)
        return {"r2": r2_score(y, p), "rmse": mean_squared_error(y, p) ** 0.5, "mae": mean_absolute_error(y, p)}
    q = model.predict_proba(X)
    if task == "multiclass":
        p = q.argmax(axis=1)
        return {
            "f1_macro": f1_score(y, p, average="macro"),
            "logloss": log_loss(y, q),
            "acc": accuracy_score(y, p),
            "auc_ovr": roc_auc_score(y, q, multi_class="ovr"),
            "bacc": balanced_accuracy_score(y, p),
        }
    q = q[:, 1]
    return {
        "auc": roc_auc_score(y, q),
        "logloss": log_loss(y, q),
        "f1": f1_score(y, q >= 0.5),
        "ap": average_precision_score(y, q),
        "bacc": balanced_accuracy_score(y, q >= 0.5),
    }


def scores_of_seeds(make, seeds, task, X, y, folds):
    """{metric: [[a value a fold] a seed]}"""
    by_seed = [[scores(task, make(seed).fit(X[a], y[a]), X[b], y[b]) for a, b in folds] for seed in seeds]
    metrics = by_seed[0][0]
    return {m: [[round(float(fold[m]), 10) for fold in one] for one in by_seed] for m in metrics}


def write(data):
    body = ",\n".join(
        f'"{name}": {{\n' + ",\n".join(f'"{key}": {json.dumps(value)}' for key, value in one.items()) + "}"
        for name, one in data.pop("sets").items()
    )
    OUT.write_text(json.dumps(data)[:-1] + ', "sets": {\n' + body + "}}\n")


def main():
    made = json.loads(OUT.read_text())["sets"] if OUT.exists() else {}
    versions = {
        "python": platform.python_version(),
        "sklearn": sklearn.__version__,
        "lightgbm": lightgbm.__version__,
        "imblearn": imblearn.__version__,
        "numpy": np.__version__,
    }
    for name, (task, n_folds, *source) in SETS.items():
        X, y = load(task, *source)
        splitter = KFold if task == "regression" else StratifiedKFold
        folds = list(splitter(5, shuffle=True, random_state=42).split(X, y))[:n_folds]
        one = made.setdefault(name, {"task": task, "rows": len(y), "features": X.shape[1]})
        for model, make in models(task).items():
            if name in LARGE and model in ("BRF100", "RUS50", "EASY10"):
                continue
            seeds = [0] if model == "LGB100" and name not in LARGE else list(SEEDS)
            if model in one and one[model]["seeds"] == seeds:
                continue
            started = time.perf_counter()
            one[model] = {"seeds": seeds, **scores_of_seeds(make, seeds, task, X, y, folds)}
            print(f"{name} {model}: {time.perf_counter() - started:.0f} s", flush=True)
            write({**versions, "sets": made})


main()
