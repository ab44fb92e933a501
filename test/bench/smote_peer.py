"""imbalanced-learn's SMOTE with its defaults. Arguments: a file of doubles, row-major, the class last; columns; random state."""
import json
import sys
import time

import numpy as np
from imblearn.over_sampling import SMOTE

path, columns, state = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
table = np.fromfile(path).reshape(-1, columns)
X, y = np.ascontiguousarray(table[:, :-1]), table[:, -1].astype(int)
wall, cpu = time.perf_counter(), time.process_time()
made, _ = SMOTE(random_state=state).fit_resample(X, y)
seconds = {"wall": time.perf_counter() - wall, "cpu": time.process_time() - cpu}
print(json.dumps({**seconds, "rows": len(made)}))
