"""No-information rates of mlxtend, for test/core/bootstrap-score.test.ts: the mean loss over all pairs of truth and prediction.

Run: python test/golden/make_bootstrap.py > test/golden/bootstrap.json
"""

import json
import sys

import mlxtend
import numpy as np
from mlxtend.evaluate.bootstrap_point632 import no_information_rate

rng = np.random.RandomState(7)
labels = rng.randint(0, 3, 60)
answers = np.where(rng.rand(60) < 0.6, labels, rng.randint(0, 3, 60))
values = rng.normal(size=60)
guesses = values + rng.normal(size=60)

json.dump(
    {
        "mlxtend": mlxtend.__version__,
        "labels": labels.tolist(),
        "answers": answers.tolist(),
        "error": float(no_information_rate(labels, answers, lambda y, p: 1 - np.mean(y == p))),
        "values": values.tolist(),
        "guesses": guesses.tolist(),
        "mse": float(np.mean((values[:, None] - guesses[None, :]) ** 2)),
    },
    sys.stdout,
)
sys.stdout.write("\n")
