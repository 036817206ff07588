/** What is painted where a pixel covers several cells, where nothing is known, and where lines are drawn. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FIXED_ENDS } from '../../src/charts/colour';
import { coloured } from '../../src/charts/heatmapPainter';
import { contour } from '../../src/charts/outline';
import { changedSteps, type Grid, pool, poolSteps } from '../../src/charts/pooling';
import { rampTable } from '../../src/charts/ramps/ramps';

const picture = (steps: number, size: number, value: (step: number, unit: number) => number) => ({
  steps,
  size,
  cells: Float32Array.from({ length: steps * size }, (_, k) => value(Math.floor(k / size), k % size)),
});

describe('pool', () => {
  it('keeps every cell where there is room, unit 1 on top and step 1 on the left', () => {
    const grid = pool(
      picture(3, 2, (step, unit) => 10 * step + unit),
      600,
      72,
    );
    expect(grid).toEqual({ columns: 3, rows: 2, values: Float32Array.of(0, 10, 20, 1, 11, 21) });
  });

  it('shows the largest of the cells that share a pixel, whatever their order', () => {
    const cell = fc.oneof(
      // Of 0 and −0, which are one number here, neither is the larger one.
      fc.float({ noNaN: true, min: -300, max: 300 }).map((value) => value + 0),
      fc.constant(-Infinity),
      fc.constant(Number.NaN),
    );
    const any = fc.record({
      steps: fc.integer({ min: 1, max: 30 }),
      size: fc.integer({ min: 1, max: 20 }),
      width: fc.integer({ min: 1, max: 40 }),
      height: fc.integer({ min: 1, max: 25 }),
      values: fc.array(cell, { minLength: 600, maxLength: 600 }),
    });
    fc.assert(
      fc.property(any, ({ steps, size, width, height, values }) => {
        const cells = Float32Array.from(values.slice(0, steps * size));
        const grid = pool({ cells, steps, size }, width, height);
        expect(grid.columns).toBe(Math.min(steps, width));
        expect(grid.rows).toBe(Math.min(size, height));
        const largest = new Map<number, number>();
        for (let step = 0; step < steps; step++) {
          for (let unit = 0; unit < size; unit++) {
            const x = Math.floor((step * grid.columns) / steps);
            const y = Math.floor((unit * grid.rows) / size);
            const value = cells[step * size + unit] ?? Number.NaN;
            const held = largest.get(y * grid.columns + x);
            if (Number.isNaN(value)) continue;
            largest.set(y * grid.columns + x, Math.max(held ?? -Infinity, value));
          }
        }
        grid.values.forEach((value, k) => expect(value).toBe(largest.get(k) ?? Number.NaN));
      }),
    );
  });
});

describe('poolSteps', () => {
  it('changes a grid to what pooling all cells again would give, wherever they have changed', () => {
    const any = fc.record({
      steps: fc.integer({ min: 1, max: 40 }),
      size: fc.integer({ min: 1, max: 20 }),
      width: fc.integer({ min: 1, max: 50 }),
      height: fc.integer({ min: 1, max: 25 }),
      from: fc.nat(39),
      count: fc.nat(40),
      seed: fc.nat(1000),
    });
    const value = (k: number, seed: number): number => [Number.NaN, -Infinity, Math.sin(k * seed)][(k * seed) % 3] ?? 0;
    fc.assert(
      fc.property(any, ({ steps, size, width, height, from, count, seed }) => {
        const before = picture(steps, size, (step, unit) => value(step * size + unit, seed + 1));
        const grid = pool(before, width, height);
        const after = picture(steps, size, (step, unit) =>
          step >= from && step < from + count ? value(step + unit, seed + 2) : (before.cells[step * size + unit] ?? 0),
        );
        const changed = changedSteps(before.cells, after);
        expect(changed[0]).toBeGreaterThanOrEqual(Math.min(from, steps));
        if (changed[0] < changed[1]) expect(changed[1]).toBeLessThanOrEqual(from + count);
        poolSteps(after, grid, changed);
        expect(grid).toEqual(pool(after, width, height));
      }),
    );
  });
});

describe('coloured', () => {
  const table = rampTable('light', 'R_z');
  const colourAt = (value: number): number => {
    const out = new Uint32Array(1);
    coloured({ columns: 1, rows: 1, values: Float32Array.of(value) }, table, FIXED_ENDS, out);
    return out[0] ?? -1;
  };

  it('leaves the page bare where nothing is known, nothing is there, or less than the scale shows', () => {
    for (const value of [Number.NaN, -Infinity, -12, -400]) expect(colourAt(value), String(value)).toBe(0);
  });

  it('has the two ramps meet at 10⁰, and keeps to the end of the scale beyond it', () => {
    expect(colourAt(0)).toBe(table.below.at(-1));
    expect(colourAt(0.001)).toBe(table.above[0]);
    expect(colourAt(-1e-3)).toBe(table.below.at(-1));
    expect(colourAt(-6)).toBe(table.below[32]);
    expect(colourAt(-11.99)).toBe(table.below[0]);
    expect(colourAt(6)).toBe(table.above.at(-1));
    expect(colourAt(300)).toBe(table.above.at(-1));
    expect(colourAt(3)).toBe(table.above[128]);
  });
});

describe('contour', () => {
  const grid = (columns: number, values: readonly number[]): Grid => ({
    columns,
    rows: values.length / columns,
    values: Float32Array.from(values),
  });

  it('runs between cells on either side of the level', () => {
    expect(contour(grid(2, [-1, 1]), 0)).toEqual([1, 0, 1, 1]);
    expect(contour(grid(1, [1, -1]), 0)).toEqual([0, 1, 1, 1]);
    expect(contour(grid(2, [-1, -2]), 0)).toEqual([]);
    expect(contour(grid(2, [0, -2]), 0)).toEqual([1, 0, 1, 1]); // at the level is above it
  });

  it('goes on along the cells as one line', () => {
    expect(contour(grid(2, [-1, 1, -1, 1, 1, 1, -1, 1]), 0)).toEqual([1, 0, 1, 2, 1, 3, 1, 4, 0, 2, 1, 2, 0, 3, 1, 3]);
    expect(contour(grid(4, [1, 1, -1, 1, -1, -1, -1, -1]), 0)).toEqual([
      2, 0, 2, 1, 3, 0, 3, 1, 0, 1, 2, 1, 3, 1, 4, 1,
    ]);
  });

  it('goes all the way round a cell', () => {
    const island = [-1, -1, -1, -1, 5, -1, -1, -1, -1];
    const lines = contour(grid(3, island), 0);
    const sides = Array.from({ length: lines.length / 4 }, (_, k) => lines.slice(4 * k, 4 * k + 4).join());
    expect(sides.sort()).toEqual(['1,1,1,2', '1,1,2,1', '1,2,2,2', '2,1,2,2']);
  });

  it('does not run along columns that are not there yet', () => {
    expect(contour(grid(3, [Number.NaN, 1, 1]), 0)).toEqual([]);
    expect(contour(grid(3, [Number.NaN, -Infinity, -1]), 0)).toEqual([]);
  });
});
