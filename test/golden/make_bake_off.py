"""Writes bake-off.json: what imbalanced-learn's samplers, class weights and a tuned threshold do to scikit-learn's models.

Run with scikit-learn 1.9.1 and imbalanced-learn 0.14.2: python3 make_bake_off.py DATASETS FOLDS
DATASETS is the folder of the real data sets, FOLDS that of their folds (NAME.csv.gz with a column `fold`, a line a row).
What bake-off.json already holds is not made again, and it is written after every remedy, so a killed run goes on.

Inside each fold, on its training rows: numbers get the column's mean where they are missing, categories become one-hot
columns (missing is one of them), all are standardised, then the sampler acts, then the model is fitted. So distances are
between standardised columns; assay's are too, with the mixed distance for categories. random_state is 0 everywhere.
The forest of the two large sets is scored on the first two folds alone.

bake-off.json: sets.NAME = {task, MODEL: {REMEDY: {METRIC: [a value a fold]}}}, 6 decimals.
"""
import json
import pathlib
import sys
import warnings

import imblearn
import numpy as np
import pandas as pd
import sklearn
from imblearn.combine import SMOTEENN, SMOTETomek
from imblearn.over_sampling import ADASYN, SMOTE, BorderlineSMOTE, RandomOverSampler
from imblearn.pipeline import Pipeline
from imblearn.under_sampling import RandomUnderSampler
from sklearn.compose import ColumnTransformer
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, brier_score_loss, f1_score, roc_auc_score
from sklearn.model_selection import StratifiedKFold, TunedThresholdClassifierCV
from sklearn.preprocessing import OneHotEncoder, StandardScaler

warnings.filterwarnings("ignore")
DATASETS, FOLDS = map(pathlib.Path, sys.argv[1:3])
OUT = pathlib.Path(__file__).with_name("bake-off.json")
LARGE = {"credit-default", "adult"}
CLEANING = {"smote-tomek", "smote-enn"}

# name: file, target, positive class (None: several classes), dropped columns, options of read_csv
SETS = {
    "german-credit": ("german-credit.csv", "default", "2", [], {}),
    "thyroid": ("thyroid.csv", "label", None, [], {"encoding": "utf-8-sig"}),
    "mammography": ("mammography.noheader.csv", -1, "1", [], {"header": None}),
    "credit-default": ("credit-default.csv", "default.payment.next.month", "1", ["ID"], {}),
    "adult": ("adult.csv", "salary", ">50K", [], {"na_values": "?"}),
}
SAMPLERS = {
    "random-over": RandomOverSampler,
    "random-under": RandomUnderSampler,
    "smote": SMOTE,
    "borderline-smote": BorderlineSMOTE,
    "adasyn": ADASYN,
    "smote-tomek": SMOTETomek,
    "smote-enn": SMOTEENN,
}
MODELS = {
    "logistic": lambda **given: LogisticRegression(max_iter=1000, **given),
    "forest": lambda **given: RandomForestClassifier(100, n_jobs=1, random_state=0, **given),
}


def load(file, target, positive, drop, options):
    frame = pd.read_csv(DATASETS / file, skipinitialspace=True, **options)
    target = frame.columns[-1] if target == -1 else target
    y, X = frame[target], frame.drop(columns=[target, *drop])
    X.columns = [str(name) for name in X.columns]
    if positive is None:
        return X, pd.factorize(y, sort=True)[0]
    return X, (y.astype(str).str.strip("' ") == positive).astype(int).to_numpy()


def encoder(X):
    numbers = [name for name in X.columns if pd.api.types.is_numeric_dtype(X[name])]
    words = [name for name in X.columns if name not in numbers]
    one_hot = OneHotEncoder(handle_unknown="ignore", sparse_output=False)
    columns = ColumnTransformer([("numbers", SimpleImputer(), numbers), ("words", one_hot, words)])
    return [("columns", columns), ("scale", StandardScaler())]


def fitted(make, remedy, X, y):
    prepared = encoder(X)
    if remedy == "threshold":
        inner = StratifiedKFold(5, shuffle=True, random_state=0)
        return TunedThresholdClassifierCV(Pipeline([*prepared, ("model", make())]), scoring="f1", cv=inner).fit(X, y)
    sampler = [("sampler", SAMPLERS[remedy](random_state=0))] if remedy in SAMPLERS else []
    model = make(class_weight="balanced") if remedy == "class-weight" else make()
    return Pipeline([*prepared, *sampler, ("model", model)]).fit(X, y)


def scores(model, X, y, is_binary):
    labels, p = model.predict(X), model.predict_proba(X)
    if not is_binary:
        return {"f1_macro": f1_score(y, labels, average="macro"), "roc_auc_ovr": roc_auc_score(y, p, multi_class="ovr")}
    p = p[:, 1]
    return {
        "f1": f1_score(y, labels),
        "average_precision": average_precision_score(y, p),
        "roc_auc": roc_auc_score(y, p),
        "brier": brier_score_loss(y, p),
    }


held = json.loads(OUT.read_text()) if OUT.exists() else {"sets": {}}
held["versions"] = {"scikit-learn": sklearn.__version__, "imbalanced-learn": imblearn.__version__}
work = [
    (name, id, remedy)
    for name in SETS
    for id in MODELS
    for remedy in ["none", "class-weight", *(["threshold"] if SETS[name][2] else []), *SAMPLERS]
]
# The longest last.
work.sort(key=lambda one: one[0] in LARGE and one[2] in CLEANING)
for name, id, remedy in work:
    file, target, positive, drop, options = SETS[name]
    is_binary = positive is not None
    own = held["sets"].setdefault(name, {"task": "binary" if is_binary else "multiclass"})
    made = own.setdefault(id, {})
    if remedy in made:
        continue
    X, y = load(file, target, positive, drop, options)
    fold_of = pd.read_csv(FOLDS / f"{name}.csv.gz")["fold"].to_numpy()
    assert len(fold_of) == len(y)
    by_fold = []
    for fold in range(2 if name in LARGE and id == "forest" else 5):
        train, test = fold_of != fold, fold_of == fold
        by_fold.append(scores(fitted(MODELS[id], remedy, X[train], y[train]), X[test], y[test], is_binary))
    made[remedy] = {m: [round(float(one[m]), 6) for one in by_fold] for m in by_fold[0]}
    print(name, id, remedy, {m: round(float(np.mean(v)), 3) for m, v in made[remedy].items()}, flush=True)
    OUT.write_text(json.dumps(held, indent=1) + "\n")
