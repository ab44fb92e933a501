// The natural logarithm of core/numeric.ts, bit for bit: FreeBSD msun e_log.c (Sun Microsystems 1993, freely usable with notice).

const LN2_HI: f64 = 0.6931471803691238, LN2_LO: f64 = 1.9082149292705877e-10;

/** ln x for normal positive x. */
export function log(x: f64): f64 {
  const bits = reinterpret<u64>(x);
  let high = <u32>(bits >> 32);
  let k = <i32>(high >> 20) - 1023;
  high &= 0xfffff;
  const carry = (high + 0x95f64) & 0x100000;
  const normal = <u64>(high | (carry ^ 0x3ff00000)) << 32 | (bits & 0xffffffff);
  k += <i32>(carry >> 20);
  const f = reinterpret<f64>(normal) - 1;
  const s = f / (2 + f);
  const z = s * s;
  const w = z * z;
  const even = w * (0.3999999999940942 + w * (0.22222198432149784 + w * 0.15313837699209373));
  const odd =
    z * (0.6666666666666735 + w * (0.2857142874366239 + w * (0.1818357216161805 + w * 0.14798198605116586)));
  const rest = even + odd;
  const half = 0.5 * f * f;
  return <f64>k * LN2_HI - (half - (s * (half + rest) + <f64>k * LN2_LO) - f);
}
