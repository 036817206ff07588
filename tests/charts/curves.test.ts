/** Lines, bands, ticks and labels over the steps. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvePath, finiteExtent, logTicks, outlinePath, spread, verticalScale } from '../../src/charts/curves';
import { characterTicks, stepAt, stepTicks, stepX, unitAt } from '../../src/charts/timeScale';

describe('a curve of which only some steps are there', () => {
  const frame = { width: 300, height: 100, steps: 3 };
  const y = (value: number): number => value;
  it('goes straight from one to the next, but not across a zero', () => {
    expect(outlinePath([1, Number.NaN, 5], y, frame)).toBe('M50,1L250,5');
    expect(curvePath([1, Number.NaN, 5], y, frame)).toBe('M50,1ZM250,5Z');
    expect(outlinePath([1, -Infinity, 5], y, frame)).toBe('M50,1ZM250,5Z');
  });
});

describe('curvePath', () => {
  it('breaks where a value is not there, or not finite', () => {
    const path = curvePath([0, 1, Number.NaN, 1, -Infinity, 0, 1], (v) => 10 * v, { width: 70, height: 10, steps: 7 });
    expect(path).toBe('M5,0L15,10M35,10ZM55,0L65,10');
  });
});

describe('finiteExtent', () => {
  it('looks only at finite values, and falls back where there is none', () => {
    expect(
      finiteExtent(
        [
          [1, -3, Number.NaN],
          [-Infinity, 7, Infinity],
        ],
        [-1, 0],
      ),
    ).toEqual([-3, 7]);
    expect(finiteExtent([[Number.NaN], []], [-1, 0])).toEqual([-1, 0]);
  });
});

describe('logTicks', () => {
  it('are powers of ten on a long axis', () => {
    expect(logTicks(-30, 2, 5)).toEqual([-30, -25, -20, -15, -10, -5, 0]);
    expect(logTicks(-4, 4, 5).every(Number.isInteger)).toBe(true);
  });

  it('are 1, 2 and 5 times those on a short one', () => {
    expect(logTicks(-0.4, 0.8, 4).map((v) => Number((10 ** v).toPrecision(3)))).toEqual([0.5, 1, 2, 5]);
  });

  it('always lie inside, in order, and are never none', () => {
    fc.assert(
      fc.property(
        fc.double({ min: -300, max: 300, noNaN: true }),
        fc.double({ min: 0.7, max: 500, noNaN: true }),
        (low, span) => {
          const ticks = logTicks(low, low + span, 5);
          expect(ticks.length).toBeGreaterThan(0);
          expect(ticks.every((tick) => tick >= low && tick <= low + span)).toBe(true);
          expect(ticks).toEqual([...ticks].sort((a, b) => a - b));
        },
      ),
    );
  });
});

describe('spread', () => {
  it('moves labels apart, keeps their order, and leaves them alone where they are apart', () => {
    expect(spread([10, 50, 90], 14, 100)).toEqual([10, 50, 90]);
    expect(spread([50, 50, 50], 14, 100)).toEqual([50, 64, 78]);
    expect(spread([90, 99], 14, 100)).toEqual([86, 100]);
  });

  it('never lets two come closer than the gap', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 200, noNaN: true }), { minLength: 1, maxLength: 14 }), (places) => {
        const out = spread(places, 14, 200);
        const sorted = [...out].sort((a, b) => a - b);
        for (let k = 1; k < sorted.length; k++)
          expect((sorted[k] ?? 0) - (sorted[k - 1] ?? 0)).toBeGreaterThanOrEqual(14 - 1e-9);
        expect(Math.max(...out)).toBeLessThanOrEqual(200);
        for (const [a, y] of places.entries()) {
          for (const [b, z] of places.entries()) if (y < z) expect(out[a]).toBeLessThan(out[b] ?? Number.NaN);
        }
      }),
    );
  });
});

describe('the time axis', () => {
  it('has each step under its own strip of pixels', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2000 }), fc.integer({ min: 20, max: 2000 }), (steps, width) => {
        for (const step of [0, Math.floor(steps / 2), steps - 1])
          expect(stepAt(stepX(step, steps, width), steps, width)).toBe(step);
        expect(stepAt(-5, steps, width)).toBe(0);
        expect(stepAt(width + 5, steps, width)).toBe(steps - 1);
        expect(unitAt(0, steps, width)).toBe(0);
        expect(unitAt(width, steps, width)).toBe(steps - 1);
      }),
    );
  });

  it('names round steps, always the first and the last, and none so close that they touch', () => {
    expect(stepTicks(100, 700).map(({ label }) => label)).toEqual([
      '1',
      '10',
      '20',
      '30',
      '40',
      '50',
      '60',
      '70',
      '80',
      '90',
      '100',
    ]);
    for (const [steps, width] of [
      [2, 300],
      [3, 80],
      [7, 250],
      [2000, 660],
      [499, 250],
    ] as const) {
      const ticks = stepTicks(steps, width);
      expect(ticks[0]?.label).toBe('1');
      expect(ticks.at(-1)?.label).toBe(String(steps));
      for (let k = 1; k < ticks.length; k++) expect((ticks[k]?.x ?? 0) - (ticks[k - 1]?.x ?? 0)).toBeGreaterThan(26);
    }
    expect(stepTicks(100, 0)).toEqual([]);
  });

  it('shows the characters of a text where there is room for all, else numbers', () => {
    const ticks = characterTicks([...'a b\n😀'], 500);
    expect(ticks.map(({ label }) => label)).toEqual(['a', '␣', 'b', '⏎', '😀']);
    expect(ticks[1]?.x).toBe(stepX(1, 5, 500));
    const unseen = [
      '\t',
      '\r\n',
      '\u00a0',
      '\u2003',
      '\u2028',
      '\0',
      '\u007f',
      '\u200b',
      '\u00ad',
      '\u0301',
      'e\u0301',
      '👨‍👩‍👧',
    ];
    expect(characterTicks(unseen, 500).map(({ label }) => label)).toEqual([
      '⇥',
      '⏎',
      '⍽',
      '␣',
      '⏎',
      '␀',
      '␡',
      '⬚',
      '⬚',
      '◌\u0301',
      'e\u0301',
      '👨‍👩‍👧',
    ]);
    const many = characterTicks([...'x'.repeat(2000)], 660);
    expect(many.map(({ label }) => label)).toEqual(stepTicks(2000, 660).map(({ label }) => label));
  });
});

describe('verticalScale', () => {
  it('has low at the bottom', () => {
    const { y, ticks } = verticalScale(-8, 8, 64);
    expect([y(-8), y(8), y(0)]).toEqual([64, 0, 32]);
    expect(ticks(4)).toContain(0);
  });
});
