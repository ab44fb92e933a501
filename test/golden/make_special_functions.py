"""Golden values of the normal, t, chi-square and F distributions, by mpmath in 50 digits: writes special-functions.json.

All from the power series of the lower tails, whose terms have one sign (DLMF 8.11.4 and 8.17.8); they share nothing with
the continued fractions of the product. Where that series is slow, the other tail is taken from 1 in 370 digits, so that a
tail of 1e-300 keeps 50. A row is [degrees of freedom…, side, tail, quantile, lower, upper]: the point where that tail is
exactly `tail`, and both tails at the double nearest to that point. Numbers are strings of 22 digits.
Run: python test/golden/make_special_functions.py (some minutes)
"""
import json
import pathlib

import mpmath as mp
from scipy import stats

mp.mp.dps = 50
MANY_DIGITS = 370
SCALE = 1300  # bits after the point of the sums, in whole numbers
GRAIN = 60  # bits after the point of parameters, which are doubles with at most 20 bits before it
DFS = [1, 2, 3, 4, 5, 7.5, 10, 20, 30, 50, 100, 1000, 12345.6, 100000, 1000000]
F_DFS = [1, 2, 5, 10, 100, 10000, 1000000]
TAILS = [1e-300, 1e-200, 1e-100, 1e-50, 1e-20, 1e-10, 1e-5, 1e-3, 0.01, 0.05, 0.2, 0.45, 0.5]
F_TAILS = [1e-300, 1e-150, 1e-50, 1e-10, 1e-3, 0.05, 0.5]
LARGEST = 1e307


def text(x):
    return mp.nstr(x, 22, min_fixed=0, max_fixed=0)


def fixed(x, bits):
    return int(mp.nint(mp.ldexp(x, bits)))


def power_sum(x, above, below):
    """1 + x above/below + x^2 above (above + 1) / (below (below + 1)) + …; without `above`, 1 + x/below + …"""
    point, grain = fixed(x, SCALE), 1 << GRAIN
    over, under = (None if above is None else fixed(above, GRAIN)), fixed(below, GRAIN)
    term = total = 1 << SCALE
    while True:
        numerator = grain if over is None else over
        shrinks = point * numerator < under << SCALE
        term = (term * point >> SCALE) * numerator // under
        total += term
        if shrinks and term >> 20 == 0:
            return mp.ldexp(mp.mpf(total), -SCALE)
        under += grain
        over = None if over is None else over + grain


class ChiSquare:
    """Half of it is gamma with shape df/2; v is log x. Both tails and the density of v, as logs."""

    def __init__(self, df):
        self.df = df

    def start(self, side, tail):
        return stats.chi2.ppf(tail, self.df) if side == "lower" else stats.chi2.isf(tail, self.df)

    def logs(self, v):
        with mp.workdps(MANY_DIGITS):
            a, x = mp.mpf(self.df) / 2, mp.exp(v) / 2
            front = a * mp.log(x) - x - mp.loggamma(a)
            lower = front + mp.log(power_sum(x, None, a + 1) / a)
            return {"lower": lower, "upper": mp.log(-mp.expm1(lower)), "front": front}


class FisherF:
    """d1 x / (d1 x + d2) is beta with d1/2 and d2/2; v is log x."""

    def __init__(self, d1, d2):
        self.d1, self.d2 = d1, d2

    def start(self, side, tail):
        return stats.f.ppf(tail, self.d1, self.d2) if side == "lower" else 1 / stats.f.ppf(tail, self.d2, self.d1)

    def logs(self, v):
        with mp.workdps(MANY_DIGITS):
            a, b = mp.mpf(self.d1) / 2, mp.mpf(self.d2) / 2
            odds = mp.exp(v) * a / b
            x, y = odds / (1 + odds), 1 / (1 + odds)
            front = a * mp.log(x) + b * mp.log(y) + mp.loggamma(a + b) - mp.loggamma(a) - mp.loggamma(b)
            if x < y:
                lower = front + mp.log(power_sum(x, a + b, a + 1) / a)
                return {"lower": lower, "upper": mp.log(-mp.expm1(lower)), "front": front}
            upper = front + mp.log(power_sum(y, a + b, b + 1) / b)
            return {"lower": mp.log(-mp.expm1(upper)), "upper": upper, "front": front}


def quantile(law, side, tail):
    """Newton's steps for log tail in log x, which is concave, from SciPy's answer where it has one."""
    start = law.start(side, float(tail))
    v = mp.log(mp.mpf(float(start if 0 < start < LARGEST else law.start("lower", 0.5))))
    sign, target = (1 if side == "lower" else -1), mp.log(mp.mpf(tail))
    for _ in range(100):
        logs = law.logs(v)
        step = (logs[side] - target) * mp.exp(logs[side] - logs["front"]) * sign
        v -= step
        if abs(step) < mp.mpf(10) ** -14 * (1 + abs(v)):
            return mp.exp(v)
    raise ArithmeticError(f"no quantile: {law.__dict__} {side} {tail}")


def tails(law, x):
    logs = law.logs(mp.log(mp.mpf(x)))
    return mp.exp(logs["lower"]), mp.exp(logs["upper"])


def rows(law, degrees, sizes):
    for side in ("lower", "upper"):
        for tail in sizes:
            x = quantile(law, side, tail)
            if 1 / LARGEST < x < LARGEST:
                lower, upper = tails(law, float(x))
                yield [*degrees, side, tail, text(x), text(lower), text(upper)]


def student_rows(df, sizes):
    """t > 0 with P(T > t) = tail, the root of an F quantile; [df, tail, t, P(T > nearest double)]."""
    law = FisherF(1, df)
    for tail in sizes:
        if tail == 0.5:
            continue
        tail = mp.mpf(tail)
        t = mp.sqrt(quantile(law, "upper", 2 * tail) if tail <= 0.25 else quantile(law, "lower", 1 - 2 * tail))
        if t < LARGEST:
            yield [df, float(tail), text(t), text(tails(law, mp.mpf(float(t)) ** 2)[1] / 2)]


def normal_rows(sizes):
    for tail in [*sizes, 0.49, 0.499999]:
        if tail == 0.5:
            continue
        start = mp.sqrt(-2 * mp.log(2 * mp.mpf(tail)))
        z = mp.findroot(lambda v: mp.log(mp.erfc(v / mp.sqrt(2)) / 2) - mp.log(mp.mpf(tail)), start)
        yield [tail, text(z), text(mp.erfc(mp.mpf(float(z)) / mp.sqrt(2)) / 2)]


def write(golden):
    tables = (f'"{name}":[\n' + ",\n".join(json.dumps(row, separators=(",", ":")) for row in table) + "\n]" for name, table in golden.items())
    pathlib.Path(__file__).with_name("special-functions.json").write_text("{\n" + ",\n".join(tables) + "\n}\n")


if __name__ == "__main__":
    write({
        "normal": list(normal_rows(TAILS)),
        "studentT": [row for df in DFS for row in student_rows(df, TAILS)],
        "chiSquare": [row for df in DFS for row in rows(ChiSquare(df), [df], TAILS)],
        "fisherF": [row for d1 in F_DFS for d2 in F_DFS for row in rows(FisherF(d1, d2), [d1, d2], F_TAILS)],
    })
