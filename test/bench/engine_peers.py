"""The Python side of the engine benchmark: python engine_peers.py, one process for a data set.

stdin, first line: {"path", "target", "positive" (null: numbers), "features", "metric", "test_rows": a file of row numbers};
then a line for each fit: {"peer", "threads"}. stdout, a line each: {"fit", "predict": seconds, "score": on the test rows}.
Text is coded by factorize; missing cells stay missing, which all of them take.
"""
import json
import sys
import time
import warnings

import numpy as np
import pandas as pd
from sklearn.metrics import mean_absolute_error, r2_score, roc_auc_score
from threadpoolctl import threadpool_limits

warnings.filterwarnings("ignore")
METRICS = {"roc_auc": roc_auc_score, "r2": r2_score, "mae": mean_absolute_error}


def forest(kind, numbers, threads):
    import sklearn.ensemble

    make = getattr(sklearn.ensemble, kind + ("Regressor" if numbers else "Classifier"))
    return make(100, n_jobs=threads, random_state=0)


def lightgbm(numbers, threads):
    import lightgbm

    make = lightgbm.LGBMRegressor if numbers else lightgbm.LGBMClassifier
    return make(n_estimators=100, num_leaves=31, n_jobs=threads, verbose=-1, random_state=0)


def xgboost(numbers, threads):
    import xgboost

    make = xgboost.XGBRegressor if numbers else xgboost.XGBClassifier
    leaf_wise = {"grow_policy": "lossguide", "max_leaves": 31, "max_depth": 0}
    return make(n_estimators=100, learning_rate=0.1, tree_method="hist", n_jobs=threads, random_state=0, **leaf_wise)


def hist_gradient_boosting(numbers, threads):
    import sklearn.ensemble

    make = getattr(sklearn.ensemble, "HistGradientBoosting" + ("Regressor" if numbers else "Classifier"))
    return make(max_iter=100, max_leaf_nodes=31, early_stopping=False, random_state=0)


PEERS = {
    "RandomForest": lambda *how: forest("RandomForest", *how),
    "ExtraTrees": lambda *how: forest("ExtraTrees", *how),
    "LightGBM": lightgbm,
    "XGBoost": xgboost,
    "HistGradientBoosting": hist_gradient_boosting,
}


class Problem:
    def __init__(self, path, target, positive, features, metric, test_rows):
        frame = pd.read_csv(path, skipinitialspace=True, na_values="?")
        columns = [self.column(frame[name]) for name in features]
        self.numbers, self.metric = positive is None, METRICS[metric]
        y = frame[target]
        test = np.zeros(len(frame), bool)
        test[np.loadtxt(test_rows, dtype=int)] = True
        train = ~test & y.notna().to_numpy()
        X = np.column_stack(columns)
        y = y.to_numpy("float64") if self.numbers else (y.astype(str).str.strip() == positive).to_numpy(int)
        self.train, self.test = (X[train], y[train]), (X[test], y[test])

    @staticmethod
    def column(values):
        if pd.api.types.is_numeric_dtype(values):
            return values.to_numpy("float64")
        codes = pd.factorize(values, sort=True)[0].astype("float64")
        return np.where(codes < 0, np.nan, codes)

    def timed(self, peer, threads):
        with threadpool_limits(threads):
            model = PEERS[peer](self.numbers, threads)
            started = time.perf_counter()
            model.fit(*self.train)
            fitted = time.perf_counter()
            X, y = self.test
            predicted = model.predict(X) if self.numbers else model.predict_proba(X)[:, 1]
            ended = time.perf_counter()
        return {"fit": fitted - started, "predict": ended - fitted, "score": self.metric(y, predicted)}


problem = Problem(**json.loads(sys.stdin.readline()))
for line in sys.stdin:
    print(json.dumps(problem.timed(**json.loads(line))), flush=True)
