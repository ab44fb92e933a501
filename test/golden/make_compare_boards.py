"""What `compare` should say of three real boards, worked out again with NumPy and SciPy: writes `expected` into
compare-boards.json beside it.

The `rows` of that file are f1 on five stratified folds of eleven models with small settings (forests of 30 trees, boosts of
60 rounds), as assay 0.1 scored them on german-credit, credit-default and adult (UCI). Here they are only compared.
Run: python test/golden/make_compare_boards.py
"""
import itertools
import json
import pathlib

import numpy as np
from scipy import stats

# Simple first, as `assay help models` lists them.
SIMPLE = ["dummy", "naive-bayes", "ridge", "logistic", "knn", "tree", "extra-trees", "forest", "boost"]
ALPHA = 0.05


def corrected(values, share):
    """Mean and corrected standard error (Nadeau & Bengio 2003)."""
    return np.mean(values), np.sqrt(np.var(values, ddof=1) * (1 / len(values) + share))


def p_of(first, second, share):
    mean, error = corrected(np.subtract(first, second), share)
    return 2 * stats.t.sf(abs(mean) / error, len(first) - 1)


def holm(ps):
    out, largest = [0.0] * len(ps), 0.0
    for position, index in enumerate(np.argsort(ps, kind="stable")):
        largest = max(largest, min(1, ps[index] * (len(ps) - position)))
        out[index] = largest
    return out


def behind(rows, share):
    """Of each row after the first, against it; over all pairs, since the first was picked after looking at them."""
    pairs = list(itertools.combinations(range(len(rows)), 2))
    adjusted = holm([p_of(rows[a]["values"], rows[b]["values"], share) for a, b in pairs])
    return [p for (a, _), p in zip(pairs, adjusted) if a == 0]


def board(rows, share):
    rows = sorted(rows, key=lambda row: -np.mean(row["values"]))
    groups, ps, start, number = [], [], 0, 0
    while start < len(rows):
        number += 1
        later = behind(rows[start:], share)
        apart = [at for at, p in enumerate(later) if p < ALPHA]
        end = start + 1 + (apart[0] if apart else len(later))
        groups += [number] * (end - start)
        ps += [None] + later[: end - start - 1]
        start = end
    best, error = corrected(rows[0]["values"], share)
    near = [row for row in rows if best - np.mean(row["values"]) <= error]
    taken = min(near, key=lambda row: (SIMPLE.index(row["model"]), row["class_weight"] is not None))
    return {
        "order": [row["version"] for row in rows],
        "groups": groups,
        "p": ps,
        "standard_error": error,
        "within": len(near),
        "one_se": taken["version"],
    }


path = pathlib.Path(__file__).with_name("compare-boards.json")
boards = json.loads(path.read_text())
for one in boards.values():
    one["expected"] = board(one["rows"], np.mean([test / train for train, test in one["folds"]]))
path.write_text(json.dumps(boards) + "\n")
