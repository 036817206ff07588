/**
 * Sine and cosine of an angle given in turns, with the same bits in every browser.
 *
 * Purpose: angles in turns reduce exactly (a turn is 1, not an irrational number), so no error grows with the angle;
 * a quarter turn gives exact zeros and ones.
 *
 * Method: the angle minus its nearest multiple of a quarter turn is exact; the polynomials for the remaining eighth of
 * a turn are those of Sun's fdlibm 5.3, k_sin.c and k_cos.c (Copyright (C) 1993 by Sun Microsystems, Inc., freely
 * usable provided that this notice is preserved).
 */

const RADIANS_PER_TURN = 6.283185307179586;

function sinKernel(y: number): number {
  const z = y * y;
  const r =
    0.00833333333332249 +
    z *
      (-0.0001984126982985795 + z * (2.7557313707070068e-6 + z * (-2.5050760253406863e-8 + z * 1.58969099521155e-10)));
  return y + z * y * (-0.16666666666666632 + z * r);
}

function cosKernel(y: number): number {
  const z = y * y;
  const r =
    z *
    (0.0416666666666666 +
      z *
        (-0.001388888888887411 +
          z *
            (2.480158728947673e-5 +
              z * (-2.7557314351390663e-7 + z * (2.087572321298175e-9 + z * -1.1359647557788195e-11)))));
  const half = 0.5 * z;
  const w = 1 - half;
  return w + (1 - w - half + z * r);
}

/** sin(2πu) for u in turns, within 2 ulp; NaN for infinities and NaN. Odd: sinTurns(−u) = −sinTurns(u). */
export function sinTurns(u: number): number {
  const a = Math.abs(u);
  const part = a - Math.round(a);
  const quarter = Math.round(4 * part);
  const y = (part - 0.25 * quarter) * RADIANS_PER_TURN;
  const side = quarter & 3;
  const value = side === 0 ? sinKernel(y) : side === 1 ? cosKernel(y) : side === 2 ? -sinKernel(y) : -cosKernel(y);
  return u < 0 || u === 0 ? (u === 0 ? u : -value) : value;
}

/** cos(2πu) for u in turns, within 2 ulp; NaN for infinities and NaN. Even: cosTurns(−u) = cosTurns(u). */
export function cosTurns(u: number): number {
  const a = Math.abs(u);
  const part = a - Math.round(a);
  const quarter = Math.round(4 * part);
  const y = (part - 0.25 * quarter) * RADIANS_PER_TURN;
  const side = quarter & 3;
  return side === 0 ? cosKernel(y) : side === 1 ? -sinKernel(y) : side === 2 ? -cosKernel(y) : sinKernel(y);
}
