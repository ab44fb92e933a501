"""Reference numbers for the profile of datasets/loans.csv, by pandas, scipy and scikit-learn.

Run at the repository's root: python test/golden/eda/make_eda.py > test/golden/eda/loans.json
"""

import json

import numpy as np
import pandas as pd
from scipy.stats import kruskal, spearmanr
from sklearn.metrics import mutual_info_score, roc_auc_score

data = pd.read_csv("datasets/loans.csv")
numbers = [c for c in data.columns if data[c].dtype.kind in "if"]
QUANTILES = {"min": 0, "q05": 0.05, "q25": 0.25, "median": 0.5, "q75": 0.75, "q95": 0.95, "max": 1}


def describe(column):
    cells = data[column]
    return {
        "missing": int(cells.isna().sum()),
        "distinct": int(cells.nunique()),
        "mean": cells.mean(),
        "std": cells.std(),
        "skewness": cells.skew(),
        "quantiles": {name: float(cells.quantile(q)) for name, q in QUANTILES.items()},
    }


def auc(column):
    rows = data[[column, "default"]].dropna()
    area = roc_auc_score(rows["default"], rows[column])
    return max(area, 1 - area)


def rank_eta(column, target):
    rows = data[[column, target]].dropna()
    groups = [g[target].values for _, g in rows.groupby(column)]
    h, k, n = kruskal(*groups).statistic, len(groups), len(rows)
    return float(np.sqrt(max(0, (h - k + 1) / (n - k))))


def uncertainty(column, target):
    rows = data[[column, target]].dropna()
    n = len(rows)

    def entropy(labels):
        shares = labels.value_counts() / n
        return -(shares * np.log(shares)).sum() + (len(shares) - 1) / (2 * n)

    joint = rows[column] + "|" + rows[target]
    plain = mutual_info_score(rows[column], rows[target])
    correction = (rows[column].nunique() + rows[target].nunique() - joint.nunique() - 1) / (2 * n)
    return float(max(0, plain + correction) / entropy(rows[target]))


words = ["employment", "marital", "region", "purpose"]
print(
    json.dumps(
        {
            "columns": {c: describe(c) for c in numbers},
            "roc_auc": {c: auc(c) for c in numbers if c not in ("customer_id", "default")},
            "spearman_income": {
                c: abs(float(spearmanr(data[c], data["income"], nan_policy="omit").statistic))
                for c in numbers
                if c not in ("customer_id", "income")
            },
            "rank_eta_income": {c: rank_eta(c, "income") for c in words + ["education"]},
            "uncertainty_education": {c: uncertainty(c, "education") for c in words},
            "repeated_without_id": int(data.drop(columns="customer_id").duplicated().sum()),
        },
        indent=1,
    )
)
