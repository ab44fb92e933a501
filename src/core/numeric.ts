/**
 * exp and log from additions, multiplications and bit operations alone, so that every engine gives the same bits
 * (Math.exp may change between V8 versions; Math.sqrt is exact by standard). Algorithms: FreeBSD msun e_exp.c and e_log.c
 * (Sun Microsystems 1993, freely usable with notice), error below 1 ulp.
 */

const float = new Float64Array(1);
const words = new Uint32Array(float.buffer); // little-endian: [low, high]

const LN2_HI = 0.6931471803691238;
const LN2_LO = 1.9082149292705877e-10;
const INV_LN2 = Math.LOG2E;

/** 2^k for -1022 <= k <= 1023. */
function powerOfTwo(k: number): number {
  words[0] = 0;
  words[1] = (k + 1023) << 20;
  return float[0];
}

/** e^x. */
export function exp(x: number): number {
  if (Number.isNaN(x)) return x;
  if (x > 709.782712893384) return Number.POSITIVE_INFINITY;
  if (x < -745.1332191019411) return 0;
  if (Math.abs(x) < 3.725290298461914e-9) return 1 + x;
  const k = Math.abs(x) > 0.34657359027997264 ? Math.trunc(INV_LN2 * x + (x < 0 ? -0.5 : 0.5)) : 0;
  const hi = x - k * LN2_HI;
  const lo = k * LN2_LO;
  const r = hi - lo;
  const t = r * r;
  const c =
    r -
    t *
      (0.16666666666666602 +
        t *
          (-0.0027777777777015593 +
            t * (0.00006613756321437934 + t * (-0.0000016533902205465252 + t * 4.1381367970572385e-8))));
  if (k === 0) return 1 - ((r * c) / (c - 2) - r);
  const y = 1 - (lo - (r * c) / (2 - c) - hi);
  if (k < -1021) return y * powerOfTwo(k + 1000) * powerOfTwo(-1000);
  if (k === 1024) return y * 2 * powerOfTwo(1023);
  return y * powerOfTwo(k);
}

/** Natural logarithm; -Infinity at 0, NaN below. */
export function log(x: number): number {
  if (x < 0 || Number.isNaN(x)) return Number.NaN;
  if (x === 0) return Number.NEGATIVE_INFINITY;
  if (x === Number.POSITIVE_INFINITY) return x;
  let k = 0;
  let value = x;
  if (value < 2.2250738585072014e-308) {
    k = -54;
    value *= 18014398509481984;
  }
  float[0] = value;
  let high = words[1];
  k += (high >>> 20) - 1023;
  high &= 0xfffff;
  const carry = (high + 0x95f64) & 0x100000;
  words[1] = high | (carry ^ 0x3ff00000); // normalise to sqrt(2)/2 .. sqrt(2)
  k += carry >>> 20;
  const f = float[0] - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const rest = even + odd;
  const half = 0.5 * f * f;
  return k * LN2_HI - (half - (s * (half + rest) + k * LN2_LO) - f);
}

/** log(1 + x), also for x near 0: the rounding of 1 + x is made good (Kahan, HP-15C handbook, 1982). */
export function log1p(x: number): number {
  const u = 1 + x;
  if (u === 1 || u === Number.POSITIVE_INFINITY) return x;
  return (log(u) * x) / (u - 1);
}

/** e^x - 1, also for x near 0, by the same correction. */
export function expm1(x: number): number {
  const u = exp(x);
  if (u === 1) return x;
  const rounded = u - 1;
  if (rounded === -1 || u === Number.POSITIVE_INFINITY) return rounded;
  return (rounded * x) / log(u);
}

/** 1 / (1 + e^-x) without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + exp(-x));
  const e = exp(x);
  return e / (1 + e);
}

/** The power of two that brings `largest` into 0.5..1; scaling by it is exact. At most 2^500, and 1 for 0. */
export function powerOfTwoFor(largest: number): number {
  let scale = 1;
  while (largest * scale > 1) scale /= 2;
  while (largest > 0 && largest * scale < 0.5 && scale < 2 ** 500) scale *= 2;
  return scale;
}
