"""Golden values of the studentised range, in 34 digits of mpmath: writes studentised-range.json.

P(Q > q) is 1 less the textbook's double integral of P(Q <= q), here by trapezoidal sums with steps well below those of the
product, which sums another form of the integral (the tail itself); of a tail of 1e-12 at least 8 digits are left.
SciPy has an integrator of its own, which is checked here where it holds (it gives 2e-16 for q = 14,860, k = 100, df = 1,
not 2.7e-4); two groups are Student's t, in 34 digits too.
The outer sum is over the logarithm of w = q s at whole multiples of its step, so that the inner sums, which do not depend
on q, are worked out once for all q and small df.
Rows are [k, df, q, tail]; df null is infinite. Run: python test/golden/make_studentised_range.py (some minutes)
"""
import functools
import json
import pathlib

import mpmath as mp
from scipy.stats import studentized_range, t as student

mp.mp.dps = 34
KS = [2, 3, 4, 5, 7, 10, 15, 20, 25, 30, 100]
DFS = [1, 2, 3, 4, 5, 7, 10, 15, 20, 30, 60, 120, 1000, 1000000, None]
TAILS = [0.5, 0.05, 1e-3, 1e-6, 1e-9, 1e-12]
STEP = mp.mpf(1) / 8
SHARED_STEPS = 36  # of log w in 1; enough up to df = 120
TINY = mp.mpf(10) ** -30
WIDEST = 60  # a range above it is less likely than 1e-300


def normal_cdf(z):
    return mp.erfc(-z / mp.sqrt(2)) / 2


NODES = [(z, mp.npdf(z), normal_cdf(z)) for z in (STEP * i for i in range(-76, 120))]


def range_cdf(w, k):
    """k * integral of phi(z) (Phi(z) - Phi(z-w))^(k-1) dz, over -9.5 .. 14.9."""
    if w > WIDEST:
        return mp.mpf(1)
    total = mp.mpf(0)
    for z, density, below in NODES:
        rest = (below - normal_cdf(z - w)) if z - w > -12.5 else below
        total += density * rest ** (k - 1)
    return STEP * k * total


@functools.cache
def range_cdf_at(node, steps, k):
    return range_cdf(mp.exp(mp.mpf(node) / steps), k)


def tail(q, k, df):
    q = mp.mpf(q)
    if df is None:
        return 1 - range_cdf(q, k)
    a = mp.mpf(df) / 2
    log_front = a * mp.log(a) - mp.loggamma(a) + mp.log(2)
    steps = max(SHARED_STEPS, int(9 * mp.sqrt(df + 2) / 4 + 10))
    log_q = mp.log(q)
    middle = int(mp.nint(log_q * steps))
    total = mp.mpf(0)
    for direction in (1, -1):
        node = middle if direction == 1 else middle - 1
        while True:
            u = mp.mpf(node) / steps - log_q
            weight = mp.exp(log_front + 2 * a * u - a * mp.exp(2 * u))
            term = weight * range_cdf_at(node, steps, k) if weight > TINY else mp.mpf(0)
            total += term
            if term < TINY:
                break
            node += direction
    return 1 - total / steps


def student_tail(q, df):
    """2 P(T > q / sqrt 2), the tail of two groups."""
    if df is None:
        return mp.erfc(mp.mpf(q) / 2)
    x = df / (df + mp.mpf(q) ** 2 / 2)
    return mp.betainc(mp.mpf(df) / 2, mp.mpf(1) / 2, 0, x, regularized=True)


rows = []
for k in KS:
    for df in DFS:
        for target in TAILS:
            share = min(0.45, target / (k * (k - 1)))
            q = float(f"{2**0.5 * student.isf(share, df or 1e9):.4g}")
            value = tail(q, k, df)
            if value < 1e-13:  # the inner sum's step leaves 1.6e-21 at k = 100, too much of a smaller tail
                continue
            if q < 1000 and df is not None and df < 1000000:
                assert abs(value - studentized_range.sf(q, k, df)) < 1e-8, (k, df, q, value)
            if k == 2:
                assert abs(value / student_tail(q, df) - 1) < mp.mpf(10) ** -8, (df, q, value)
            rows.append([k, df, q, mp.nstr(value, 16, min_fixed=0, max_fixed=0)])

target = pathlib.Path(__file__).with_name("studentised-range.json")
target.write_text("[\n" + ",\n".join(json.dumps(row, separators=(",", ":")) for row in rows) + "\n]\n")
