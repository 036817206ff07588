/** Arrays that are lent and taken back. */
import { describe, expect, it } from 'vitest';
import { ArrayPool } from '../../src/math/arrays';

describe('a pool of arrays', () => {
  it('lends what it was given back, as zeros, and nothing twice', () => {
    const pool = new ArrayPool();
    const first = [pool.float64(3), pool.float64(3), pool.int32(3)];
    expect(new Set(first).size).toBe(3);
    for (const array of first) array.fill(7);
    pool.reclaim();
    const again = [pool.float64(3), pool.int32(3), pool.float64(3), pool.float64(3)];
    expect(new Set(again).size).toBe(4);
    expect(again.filter((array) => first.includes(array))).toHaveLength(3);
    for (const array of again) expect([...array]).toEqual([0, 0, 0]);
  });

  it('keeps what a run that was dropped early left unasked for, and lets go of lengths that nobody wants any more', () => {
    const pool = new ArrayPool();
    const [a, b, c] = [pool.float64(4), pool.float64(4), pool.float64(9)];
    pool.reclaim();
    pool.float64(4);
    pool.reclaim();
    const later = [pool.float64(4), pool.float64(4)];
    expect(new Set(later)).toEqual(new Set([a, b]));
    expect(pool.float64(9)).not.toBe(c);
  });
});
