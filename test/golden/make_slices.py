"""Scores and tests of slices by scikit-learn, SciPy and statsmodels: test/golden/slices.json.

Predictions of 600 rows with two columns beside them, `job` of four levels, one of them predicted badly, and `age`, cut
where quarters of the rows begin. For each level: scikit-learn's f1 of its rows and of the others, the mean log loss (p
taken as no less than 0.001), and p: SciPy's Welch test, one-sided, unless one variance of all rows is larger; Holm's
correction by statsmodels.

    python make_slices.py > slices.json
"""

import json

import numpy as np
from scipy import stats
from sklearn.metrics import f1_score, log_loss
from statsmodels.stats.multitest import multipletests

N = 600
rng = np.random.default_rng(11)
job = rng.choice(["admin.", "cook", "nurse", "smith"], N, p=[0.5, 0.25, 0.15, 0.1])
age = rng.integers(18, 70, N)
truth = (rng.random(N) < 0.35).astype(int)
logit = 2.2 * truth - 1.3 + rng.normal(0, 1, N)
logit = np.where(job == "nurse", -logit, logit)
p = np.round(1 / (1 + np.exp(-logit)), 6)
answer = (p >= 0.5).astype(int)
clipped = np.clip(p, 0.001, 0.999)
losses = -np.log(np.where(truth == 1, np.maximum(p, 0.001), np.maximum(1 - p, 0.001)))


def tested(inside):
    """One-sided p that the loss inside is no higher."""
    a, b = losses[inside], losses[~inside]
    welch = stats.ttest_ind(a, b, equal_var=False, alternative="greater")
    by_welch = a.var(ddof=1) / len(a) + b.var(ddof=1) / len(b)
    by_all = losses.var(ddof=1) * (1 / len(a) + 1 / len(b))
    if by_welch >= by_all:
        return float(welch.pvalue)
    return float(stats.t.sf((a.mean() - b.mean()) / np.sqrt(by_all), N - 2))


def slice_of(column, level, inside):
    return {
        "column": column,
        "level": level,
        "rows": int(inside.sum()),
        "events": int(truth[inside].sum()),
        "value": f1_score(truth[inside], answer[inside]),
        "rest": f1_score(truth[~inside], answer[~inside]),
        "loss": float(losses[inside].mean()),
        "raw": tested(inside),
    }


cuts = [int(np.sort(age)[quarter * N // 4]) for quarter in (1, 2, 3)]
spans = [
    (f"under {cuts[0]}", age < cuts[0]),
    (f"{cuts[0]} to under {cuts[1]}", (age >= cuts[0]) & (age < cuts[1])),
    (f"{cuts[1]} to under {cuts[2]}", (age >= cuts[1]) & (age < cuts[2])),
    (f"{cuts[2]} or more", age >= cuts[2]),
]
slices = [slice_of("job", level, job == level) for level in sorted(set(job))]
slices += [slice_of("age", level, inside) for level, inside in spans]
corrected = multipletests([one["raw"] for one in slices], method="holm")[1]
for one, value in zip(slices, corrected):
    one["p"] = float(value)
lines = ["y,p,job,age", *(f"{t},{q},{j},{a}" for t, q, j, a in zip(truth, p, job, age)), ""]
# What is clipped at 0.001 is clipped at neither end here, so that scikit-learn can confirm the losses.
assert abs(losses.mean() - log_loss(truth, clipped)) < 1e-12
print(json.dumps({"csv": "\n".join(lines), "slices": slices}, indent=1))
