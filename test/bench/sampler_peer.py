"""A sampler of imbalanced-learn with its defaults. Arguments: a file of doubles, row-major, the class last; columns; the sampler."""
import json
import sys
import time
import warnings

import numpy as np
from imblearn.combine import SMOTEENN
from imblearn.over_sampling import SMOTE
from imblearn.under_sampling import EditedNearestNeighbours, NearMiss, TomekLinks

SAMPLERS = {
    "smote": lambda: SMOTE(random_state=1),
    "smote-enn": lambda: SMOTEENN(random_state=1),
    "tomek-links": TomekLinks,
    "near-miss-1": lambda: NearMiss(version=1),
    "near-miss-2": lambda: NearMiss(version=2),
    "near-miss-3": lambda: NearMiss(version=3),
    "enn": EditedNearestNeighbours,
}

warnings.simplefilter("ignore")  # near-miss 3 says that it keeps fewer rows
path, columns, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
table = np.fromfile(path).reshape(-1, columns)
X, y = np.ascontiguousarray(table[:, :-1]), table[:, -1].astype(int)
sampler = SAMPLERS[name]()
wall, cpu = time.perf_counter(), time.process_time()
made, _ = sampler.fit_resample(X, y)
seconds = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
print(json.dumps({**seconds, "rows": len(made)}))
