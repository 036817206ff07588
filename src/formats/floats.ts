/** Floating-point numbers of 16 bits, which typed arrays do not have. */

const FRACTION = 2 ** -24;

/** IEEE 754 binary16, from its bits. */
export function float16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 31;
  const fraction = bits & 0x3ff;
  if (exponent === 0) return sign * fraction * FRACTION;
  if (exponent === 31) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
  return sign * (fraction + 1024) * FRACTION * 2 ** (exponent - 1);
}

const word = new DataView(new ArrayBuffer(4));

/** The upper half of a float32, from its bits. */
export function bfloat16(bits: number): number {
  word.setUint32(0, (bits & 0xffff) * 65536);
  return word.getFloat32(0);
}
