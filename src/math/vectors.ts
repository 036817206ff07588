/** Small helpers on plain vectors, with sums in a fixed order. */

/** The Euclidean norm of the first `size` numbers. */
export function norm(x: Float64Array, size: number): number {
  let even = 0;
  let odd = 0;
  let i = 0;
  for (; i + 1 < size; i += 2) {
    even += (x[i] as number) * (x[i] as number);
    odd += (x[i + 1] as number) * (x[i + 1] as number);
  }
  if (i < size) even += (x[i] as number) * (x[i] as number);
  return Math.sqrt(even + odd);
}
