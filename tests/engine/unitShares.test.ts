import { describe, expect, it } from 'vitest';
import { writeShares } from '../../src/engine/unitShares';

const block = (mantissa: readonly number[], blockExponent: readonly number[] = mantissa.map(() => 0)) => ({
  mantissa: Float64Array.from(mantissa),
  blockExponent: Int32Array.from(blockExponent),
});

function sharesOf(blocks: ReturnType<typeof block>[], start = 0, size = blocks[0].mantissa.length): number[] {
  const out = new Float32Array(size).fill(7);
  writeShares(blocks, start, size, out, 0);
  return [...out];
}

describe('the units’ shares of a squared norm', () => {
  it('are the squares over their sum', () => {
    expect(sharesOf([block([1, -2, 2])])[1]).toBeCloseTo(4 / 9, 7);
    expect(sharesOf([block([1, -2, 2])])[0]).toBeCloseTo(1 / 9, 7);
  });

  it('sum both blocks unit by unit', () => {
    expect(sharesOf([block([3, 0]), block([4, 5])])).toEqual([0.5, 0.5]);
  });

  it('are read from the step that is asked for', () => {
    expect(sharesOf([block([9, 9, 1, 1])], 2, 2)).toEqual([0.5, 0.5]);
  });

  it('are all 0 where the gradient is exactly zero', () => {
    expect(sharesOf([block([0, -0]), block([0, 0], [5, -5])])).toEqual([0, 0]);
  });

  it('do not depend on the exponent that the blocks share', () => {
    expect(sharesOf([block([3, 4], [-40, -40])])).toEqual(sharesOf([block([3, 4], [12, 12])]));
  });

  it('compare numbers across a block exponent, and take what is far below as nothing', () => {
    const equal = sharesOf([block([2 ** -128, 2 ** 127], [0, -1])]);
    expect(equal[0]).toBeCloseTo(4 / 5, 6);
    expect(sharesOf([block([1, 1], [0, -9])])).toEqual([1, 0]);
  });

  it('ignore the block exponent of a zero, and neither overflow nor underflow', () => {
    expect(sharesOf([block([0, 1, 1], [99, 0, 0])])).toEqual([0, 0.5, 0.5]);
    expect(sharesOf([block([1e200, 1e200])])).toEqual([0.5, 0.5]);
    expect(sharesOf([block([1e-300, 1e-300])])).toEqual([0.5, 0.5]);
  });
});
