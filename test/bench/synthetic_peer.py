"""imbalanced-learn's synthetic rows beside given ones: how well a classifier tells them apart.

Arguments: a file of doubles, row-major, the class last; its columns; a file of doubles with the other side's synthetic rows,
the row of the table that each grew from last; imbalanced-learn's class; its parameters as JSON; random state.
The answer is the area under the ROC curve of gradient boosted trees over five folds; rows that grew from the same
row, on either side, are in one fold.
"""
import json
import sys
import warnings

import numpy as np
from imblearn import over_sampling
from imblearn.over_sampling import _adasyn
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.metrics import roc_auc_score
from sklearn.model_selection import GroupKFold, cross_val_predict

warnings.simplefilter("ignore")
path, columns, other, name, given, state = sys.argv[1:]
table = np.fromfile(path).reshape(-1, int(columns))
X, y = np.ascontiguousarray(table[:, :-1]), table[:, -1].astype(int)
place = {row.tobytes(): i for i, row in reversed(list(enumerate(X)))}


class Rows:
    """Mixed in: keeps the row that each new one grew from."""

    bases = ()

    def _generate_samples(self, cells, data, near, rows, cols, steps, *rest):
        self.bases = [*self.bases, *(place[np.ascontiguousarray(row).tobytes()] for row in cells[rows])]
        return super()._generate_samples(cells, data, near, rows, cols, steps, *rest)


class Numpy:
    """numpy for ADASYN, which repeats rows as often as they grow new ones."""

    def __getattr__(self, attribute):
        return getattr(np, attribute)

    def repeat(self, rows, counts):
        members = np.flatnonzero(y == 1)
        Sampler.bases = [place[X[members[i]].tobytes()] for i in np.repeat(rows, counts)]
        return np.repeat(rows, counts)


_adasyn.np = Numpy()
Sampler = type("Sampler", (Rows, getattr(over_sampling, name)), {})
# A RandomState that goes on: with a whole number each draw of one sampler begins at the same one.
asked = json.loads(given)
asked["sampling_strategy"] = {int(label): count for label, count in asked["sampling_strategy"].items()}
sampler = Sampler(random_state=np.random.RandomState(int(state)), **asked)
made = sampler.fit_resample(X, y)[0][len(X) :]
if name == "RandomOverSampler":
    sampler.bases = [place[X[row].tobytes()] for row in sampler.sample_indices_[len(X) :]]
# assay holds new rows inside the ranges of the table, which SVM-SMOTE and noise alone leave.
made = np.clip(made, X.min(axis=0), X.max(axis=0))
given_rows = np.fromfile(other).reshape(-1, int(columns))
ours, bases = given_rows[:, :-1], [place[X[int(row)].tobytes()] for row in given_rows[:, -1]]
rows = np.vstack([ours, made])
side = np.repeat([0, 1], [len(ours), len(made)])
groups = np.array([*bases, *sampler.bases])
p = cross_val_predict(
    HistGradientBoostingClassifier(random_state=0), rows, side, groups=groups, cv=GroupKFold(5), method="predict_proba"
)
print(json.dumps({"auc": roc_auc_score(side, p[:, 1]), "rows": [len(ours), len(made)]}))
