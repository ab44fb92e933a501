"""Folds of scikit-learn's deterministic splitters, for test/core/splitters/golden.test.ts.

Run: python test/golden/make_splitters.py > test/golden/splitters.json
Row numbers are exact: there is no tolerance.
"""

import json
import sys

import numpy as np
import sklearn
from sklearn.model_selection import LeaveOneGroupOut, LeavePOut, PredefinedSplit, TimeSeriesSplit


def folds(splitter, n, groups=None):
    rows = np.zeros((n, 1))
    return [[train.tolist(), test.tolist()] for train, test in splitter.split(rows, groups=groups)]


def time_cases():
    for n, k, size, most, gap in [
        (20, 5, None, None, 0),
        (23, 4, None, None, 0),
        (23, 4, None, None, 2),
        (23, 4, 3, None, 0),
        (23, 4, 3, 5, 0),
        (31, 3, 5, 7, 4),
        (203, 5, None, 40, 1),
    ]:
        splitter = TimeSeriesSplit(n_splits=k, test_size=size, max_train_size=most, gap=gap)
        yield {"n": n, "folds": k, "test_size": size, "max_train_size": most, "gap": gap, "splits": folds(splitter, n)}


groups = [0, 0, 1, 2, 1, 2, 2, 3, 0, 3]
fold_column = [0, 1, -1, 1, 0, 2, -1, 2, 2, 0]
json.dump(
    {
        "sklearn": sklearn.__version__,
        "time": list(time_cases()),
        "leave_p_out": [{"n": n, "p": p, "splits": folds(LeavePOut(p), n)} for n, p in [(5, 1), (6, 2), (7, 3)]],
        "leave_one_group_out": {"groups": groups, "splits": folds(LeaveOneGroupOut(), 10, groups)},
        "predefined": {"column": fold_column, "splits": folds(PredefinedSplit(fold_column), 10)},
    },
    sys.stdout,
)
sys.stdout.write("\n")
