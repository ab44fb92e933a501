"""The Python side of the benchmarks: python peers.py forest|logistic|smote DATA TARGET POSITIVE SPLITS LEFT_OUT

scikit-learn's RandomForest(100) and LogisticRegression, five-fold on the folds of SPLITS, two processes, as
`assay cv -j 2`; imbalanced-learn's SMOTE on all rows. Text is coded by factorize, missing cells by the median.
Prints {"answer", "seconds"}: what must be the same in every round, and the seconds of the work alone.
"""
import json
import sys
import time

import pandas as pd
from sklearn.ensemble import RandomForestClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import PredefinedSplit, cross_validate
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

MODELS = {
    "forest": lambda: RandomForestClassifier(100, random_state=0),
    "logistic": lambda: make_pipeline(StandardScaler(), LogisticRegression(max_iter=1000)),
}


def load(path, target, positive, left_out):
    frame = pd.read_csv(path, skipinitialspace=True)
    y = (frame[target].astype(str) == positive).astype(int).to_numpy()
    x = frame.drop(columns=[target, *left_out])
    for name in x.columns:
        if not pd.api.types.is_numeric_dtype(x[name]):
            x[name] = pd.factorize(x[name], sort=True)[0].astype(float)
    return SimpleImputer(strategy="median").fit_transform(x.astype("float64")), y


def cross_validated(model, x, y, splits):
    folds = PredefinedSplit(pd.read_csv(splits)["fold"])
    scores = cross_validate(model, x, y, cv=folds, n_jobs=2, scoring=["f1", "roc_auc"])
    return f"f1 {scores['test_f1'].mean():.4f}, roc_auc {scores['test_roc_auc'].mean():.4f}"


def smote(x, y):
    from imblearn.over_sampling import SMOTE

    started = time.perf_counter()
    made, _ = SMOTE(random_state=0, k_neighbors=5).fit_resample(x, y)
    return f"{len(made)} rows", time.perf_counter() - started


def main(work, path, target, positive, splits, left_out):
    x, y = load(path, target, positive, json.loads(left_out))
    if work == "smote":
        answer, seconds = smote(x, y)
    else:
        started = time.perf_counter()
        answer = cross_validated(MODELS[work](), x, y, splits)
        seconds = time.perf_counter() - started
    print(json.dumps({"answer": answer, "seconds": seconds}))


main(*sys.argv[1:])
