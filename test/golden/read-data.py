"""What pandas reads from the real data sets: python read-data.py FOLDER > read-data.json

Per file the rows, and per column [kind, missing cells, sum of the values or number of distinct texts].
Dates are in days since 1970. Run with pandas 2 or later.
"""
import json
import math
import os
import sys

import pandas as pd

MISSING = ["", "NA", "N/A", "n/a", "?", "null", "NULL", "nan", "NaN"]


def column(values):
    missing = int(values.isna().sum())
    present = values.dropna()
    if pd.api.types.is_numeric_dtype(values):
        return ["number", missing, math.fsum(present.astype(float))]
    if present.str.match(r"\d{4}-\d\d-\d\d").all():
        days = (pd.to_datetime(present) - pd.Timestamp("1970-01-01")) / pd.Timedelta(days=1)
        return ["date", missing, math.fsum(days)]
    return ["category", missing, int(present.nunique())]


def table(path):
    bare = {"header": None, "quotechar": "'"} if "noheader" in path else {}
    read = pd.read_csv(
        path, na_values=MISSING, keep_default_na=False, skipinitialspace=True, encoding="utf-8-sig", **bare
    )
    read.columns = [f"c{i + 1}" if bare or str(c).startswith("Unnamed") else c for i, c in enumerate(read.columns)]
    return {"rows": len(read), "columns": {name: column(read[name]) for name in read.columns}}


folder = sys.argv[1]
files = sorted(name for name in os.listdir(folder) if ".csv" in name)
print("{")
print(",\n".join(f"{json.dumps(name)}: {json.dumps(table(os.path.join(folder, name)))}" for name in files))
print("}")
