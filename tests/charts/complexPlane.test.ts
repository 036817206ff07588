/** The complex plane in pixels. */
import { describe, expect, it } from 'vitest';
import {
  angleAt,
  byModulus,
  dotsPath,
  nearestPoint,
  onCircle,
  pixelOf,
  planeOf,
  radiusAt,
  reachOf,
} from '../../src/charts/complexPlane';

const plane = planeOf(300, 200, 2);

describe('reachOf', () => {
  it('holds the unit circle and every circle that is asked for, with a margin', () => {
    for (const radius of [0, 0.3, 1, 1.4, 2.7, 5.6, 11.2, 31, 1e5]) {
      const reach = reachOf([radius]);
      expect(reach).toBeGreaterThan(Math.max(1, radius));
      expect(reach).toBeLessThanOrEqual(2 * Math.max(1, radius) * 1.08);
    }
    expect(reachOf([Number.NaN, Number.POSITIVE_INFINITY])).toBe(1.5);
  });

  it('goes in coarse steps, so that the plane keeps still under a slider', () => {
    const reaches = new Set(Array.from({ length: 200 }, (_, k) => reachOf([1 + k / 200])));
    expect(reaches.size).toBeLessThanOrEqual(3);
  });
});

describe('planeOf', () => {
  it('has one scale for both axes and the imaginary one upwards', () => {
    expect(plane.scale).toBe(50);
    expect(pixelOf(plane, 1, 1)).toEqual({ x: 200, y: 50 });
    const [up, down] = [
      plane.imaginary.find(({ value }) => value === 1),
      plane.imaginary.find(({ value }) => value === -1),
    ];
    expect([up?.at, down?.at]).toEqual([50, 150]);
    expect(plane.real.find(({ value }) => value === -2)?.at).toBe(50);
  });

  it('keeps its ticks apart and inside, and takes a size of nothing', () => {
    for (const [width, height] of [
      [300, 200],
      [700, 500],
      [120, 90],
    ] as const) {
      const { real, imaginary } = planeOf(width, height, 2);
      for (const [ticks, end] of [
        [real, width],
        [imaginary, height],
      ] as const) {
        expect(ticks.length).toBeGreaterThan(1);
        const places = ticks.map(({ at }) => at).sort((a, b) => a - b);
        for (const [k, at] of places.entries()) {
          expect(at > 0 && at < end).toBe(true);
          if (k > 0) expect(at - places[k - 1]).toBeGreaterThan(20);
        }
      }
    }
    expect(planeOf(0, 0, 2)).toMatchObject({ scale: 0, real: [], imaginary: [] });
    expect(radiusAt(planeOf(0, 0, 2), { x: 5, y: 5 })).toBe(0);
  });

  it('reads radius and angle back from a pixel', () => {
    for (const [radius, angle] of [
      [0.5, 0.3],
      [1.9, 2],
      [1, -1],
    ] as const) {
      const at = onCircle(plane, radius, angle, 0);
      expect(at.inside).toBe(true);
      expect(radiusAt(plane, at)).toBeCloseTo(radius, 12);
      expect(angleAt(plane, at)).toBeCloseTo(angle, 12);
    }
  });

  it('keeps a handle on a circle that has left the plane inside it', () => {
    for (const angle of [0, 0.8, 1.6, 3, -2]) {
      const { x, y, inside } = onCircle(plane, 50, angle, 8);
      expect(inside).toBe(false);
      expect(x >= 7.9 && x <= 292.1 && y >= 7.9 && y <= 192.1).toBe(true);
      expect(angleAt(plane, { x, y })).toBeCloseTo(angle, 9);
    }
  });
});

describe('points', () => {
  const sets = [
    { re: [1, 0], im: [0, 1] },
    { re: [-1], im: [0] },
  ];

  it('are one dot each', () => {
    expect(dotsPath(plane, sets[0])).toBe('M200 100h0M150 50h0');
  });

  it('are found by the pointer, the nearest of all sets, and only near by', () => {
    expect(nearestPoint(plane, sets, { x: 152, y: 55 }, 18)).toEqual({ set: 0, index: 1 });
    expect(nearestPoint(plane, sets, { x: 104, y: 99 }, 18)).toEqual({ set: 1, index: 0 });
    expect(nearestPoint(plane, sets, { x: 150, y: 100 }, 18)).toBeNull();
  });

  it('come by size, of a pair the upper one first, though their last bits differ', () => {
    expect(byModulus({ re: [0.1, 0.6, 0.6, -2], im: [0, -0.8, 0.8 - 1e-16, 0] })).toEqual([3, 2, 1, 0]);
  });
});
