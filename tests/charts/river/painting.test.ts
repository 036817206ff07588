/** What the river's painters write into pixels. */
import fc from 'fast-check';
import { beforeEach, describe, expect, it } from 'vitest';
import { packed, type Rgb, rgbOf } from '../../../src/charts/ramps/oklab';
import { hueOf, PALETTES } from '../../../src/charts/ramps/palette';
import { bandOf } from '../../../src/charts/river/band';
import { paintBand } from '../../../src/charts/river/bandPainter';
import { paintColumn } from '../../../src/charts/river/columnPainter';
import { strandColours } from '../../../src/charts/river/fills';
import { paintGlow } from '../../../src/charts/river/glow';
import { paintBanks, paintFrontier, paintTributaries, paintZeros } from '../../../src/charts/river/lanePainter';
import { blended, type Picture } from '../../../src/charts/river/pixels';
import { type Lane, ribbonOf } from '../../../src/charts/river/ribbon';
import { type Drawn, paintRibbons } from '../../../src/charts/river/ribbonPainter';
import { lanesIn, paintRiver, type RiverLane } from '../../../src/charts/river/river';

const [WIDTH, HEIGHT] = [220, 160];
const LANE: Lane = { left: 0, width: WIDTH, centre: 80, unit: 40 };
const PAGE = packed(rgbOf(PALETTES.dark.page));
const BLACK = 0xff000000;
const WHITE = 0xffffffff;

let picture: Picture;
const pixel = (x: number, y: number): number => picture.pixels[y * WIDTH + x];
const rgb = (value: number): Rgb => [value & 255, (value >> 8) & 255, (value >> 16) & 255];
const column = (x: number): number[] => Array.from({ length: HEIGHT }, (_, y) => pixel(x, y));
const touched = (x: number): number => column(x).filter((value) => value !== PAGE).length;
const blank = (colour = PAGE): Picture => ({
  pixels: new Uint32Array(WIDTH * HEIGHT).fill(colour),
  width: WIDTH,
  height: HEIGHT,
});
beforeEach(() => {
  picture = blank();
});

function drawn(
  logs: readonly number[],
  role: Drawn['role'],
  units = 8,
  second: readonly number[] | null = null,
): Drawn {
  const values = Float64Array.from({ length: logs.length * units }, (_, k) => 1 + ((k * 7) % 5));
  return { role, ribbon: ribbonOf({ logs, second, shares: { units, values }, stops: [] }, LANE) };
}
const paint = { theme: 'dark', ratio: 1, detours: null } as const;
const isBlue = ([r, g, b]: Rgb): boolean => b > 1.5 * r && b > g + 20;
const isHot = ([r, g, b]: Rgb): boolean => r > 1.6 * b && r >= g;

describe('a column', () => {
  it('covers exactly what it is wide, wherever its edges lie between pixels', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 20, max: 140, noNaN: true }),
        fc.double({ min: 0.01, max: 19, noNaN: true }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 0, maxLength: 40 }),
        (centre, half, cuts) => {
          picture = blank(BLACK);
          const ends = Float64Array.from([...cuts.sort((a, b) => a - b), 1]);
          paintColumn(picture, 3, centre, half, { ends, colours: new Uint32Array(ends.length).fill(WHITE) });
          const sum = column(3).reduce((all, value) => all + (value & 255) / 255, 0);
          expect(Math.abs(sum - 2 * half)).toBeLessThan(0.01);
          expect(column(2).every((value) => value === BLACK)).toBe(true);
        },
      ),
    );
  });

  it('lets a strand that is thinner than a pixel count for what it is', () => {
    picture = blank(BLACK);
    const ends = Float64Array.from({ length: 100 }, (_, k) => (k + 1) / 100);
    const colours = Uint32Array.from(ends, (_, k) => (k % 4 === 0 ? WHITE : BLACK));
    paintColumn(picture, 0, 80, 5, { ends, colours });
    const sum = column(0).reduce((all, value) => all + (value & 255) / 255, 0);
    expect(sum).toBeCloseTo(10 / 4, 1);
  });

  it('is cut at the picture’s ends', () => {
    paintColumn(picture, 0, 2, 400, { ends: Float64Array.of(1), colours: Uint32Array.of(WHITE) });
    expect(column(0).every((value) => value === WHITE)).toBe(true);
  });
});

it('blends two packed colours channel by channel', () => {
  expect(blended(0xff102030, 0xff304050, 128)).toBe(0xff203040);
  expect(blended(0xff102030, WHITE, 256)).toBe(WHITE);
  expect(blended(0xff102030, WHITE, 0)).toBe(0xff102030);
});

describe('ribbons', () => {
  it('are the same pixels every time', () => {
    const once = (): Uint32Array => {
      const one = blank();
      paintRibbons(one, LANE, drawn([2, 1, 0, -1], 'whole'), drawn([-5, -3, -2, -1], 'carousel'), paint);
      return one.pixels;
    };
    expect(once()).toEqual(once());
  });

  it('die to nothing below 10⁻¹² and touch nothing beyond their outline', () => {
    const rnn = drawn([-30, -14, -6, 0], 'ghost');
    paintRibbons(picture, LANE, rnn, null, paint);
    expect(touched(10)).toBe(0);
    for (let x = 0; x < WIDTH; x++) expect(touched(x)).toBeLessThanOrEqual(Math.ceil(2 * rnn.ribbon.half[x]) + 1);
    expect(touched(200)).toBe(80);
  });

  it('has the carousel inside the whole, and around it where it alone is larger', () => {
    paintRibbons(picture, LANE, drawn([-6, -6, -0.5, -0.5], 'whole'), drawn([-0.5, -0.5, -6, -6], 'carousel'), paint);
    expect([isBlue(rgb(pixel(20, 80))), isBlue(rgb(pixel(20, 60)))]).toEqual([false, true]);
    expect([isBlue(rgb(pixel(200, 80))), isBlue(rgb(pixel(200, 60)))]).toEqual([true, false]);
  });

  it('burns only above 10⁰', () => {
    paintRibbons(picture, LANE, drawn([3, 3, -0.2, -0.2], 'whole'), null, paint);
    expect(column(20).filter((value) => isHot(rgb(value))).length).toBeGreaterThan(100);
    expect(column(200).some((value) => isHot(rgb(value)))).toBe(false);
    expect(strandColours('dark', 'ghost', Float64Array.of(0), 8)).toEqual(
      strandColours('dark', 'ghost', Float64Array.of(-1e-9), 8),
    );
  });

  it('has one colour up to a break: nothing of what lies beyond it', () => {
    const bare = { units: 1, values: new Float64Array(4).fill(1) };
    const ribbon = ribbonOf({ logs: [3, 3, -1, -1], second: null, shares: bare, stops: [2] }, LANE);
    paintRibbons(picture, LANE, { ribbon, role: 'whole' }, null, paint);
    expect(pixel(109, 80)).toBe(pixel(20, 80));
    expect(pixel(110, 80)).toBe(pixel(200, 80));
    expect(pixel(110, 80)).not.toBe(pixel(109, 80));
    picture = blank();
    paintRibbons(picture, LANE, drawn([-Infinity, -1, -1, -1], 'whole', 1), null, paint);
    expect(touched(54)).toBe(0);
    expect(pixel(55, 80)).toBe(pixel(200, 80));
  });

  it('is dotted where digits do not hold', () => {
    paintRibbons(picture, LANE, drawn([0.9, 0.9], 'ghost', 4, [-3, 0.9]), null, paint);
    const gaps = (x: number): number => {
      const values = column(x);
      const first = values.findIndex((value) => value !== PAGE);
      return values.slice(first, 80).filter((value) => value === PAGE).length;
    };
    expect(gaps(40)).toBeGreaterThan(8);
    expect(gaps(180)).toBe(0);
  });

  it('takes the hues of the detours beside the carousel, where there is a ledger', () => {
    const band = bandOf(
      new Map([
        ['cec', Float64Array.of(1, 1, 0.5, 0)],
        ['R_i', Float64Array.of(2, 1, 0.5, 0)],
      ] as const),
      4,
      WIDTH,
    );
    const both = [drawn([-1, -1, -1, -1], 'whole'), drawn([-6, -6, -6, -6], 'carousel')] as const;
    paintRibbons(picture, LANE, ...both, paint);
    const grey = rgb(pixel(20, 60));
    paintRibbons(picture, LANE, ...both, { ...paint, detours: band });
    const [r, g, b] = rgb(pixel(20, 60));
    expect(r - g).toBeGreaterThan(grey[0] - grey[1] + 20);
    expect(b).toBeGreaterThan(g);
    expect(isBlue(rgb(pixel(20, 80)))).toBe(true);
  });
});

describe('about a lane', () => {
  it('banks run at 10⁰ and break where the gradient is stopped', () => {
    const { stations } = ribbonOf({ logs: new Array(20).fill(-1), second: null, shares: null, stops: [10] }, LANE);
    paintBanks(picture, LANE, stations, 'dark', 1);
    const dots = (from: number, to: number): number =>
      Array.from({ length: to - from }, (_, k) => pixel(from + k, 40)).filter((value) => value !== PAGE).length;
    expect(dots(0, 100)).toBeGreaterThan(20);
    expect(dots(107, 114)).toBe(0);
    expect(pixel(106, 37)).not.toBe(PAGE);
  });

  it('exact zeros are a hatch, and nothing else is', () => {
    const { stations } = ribbonOf(
      { logs: [-Infinity, -20, Number.NaN, 0], second: null, shares: null, stops: [] },
      LANE,
    );
    paintZeros(picture, LANE, stations, 'dark', 1);
    expect(touched(20)).toBeGreaterThan(0);
    for (const x of [80, 140, 200]) expect(touched(x)).toBe(0);
  });

  it('a frontier is a dashed line of the page’s colour', () => {
    picture = blank(WHITE);
    paintFrontier(picture, LANE, 100, 'dark', 1);
    const marks = column(100).filter((value) => value !== WHITE).length;
    expect(marks).toBeGreaterThan(40);
    expect(marks).toBeLessThan(80);
    expect(column(102).every((value) => value === WHITE)).toBe(true);
  });

  it('losses join from both sides, each at its own step, as strong as they are', () => {
    const { ribbon } = drawn(new Array(20).fill(-1), 'whole');
    const deltas = Float64Array.from({ length: 20 }, (_, k) => (k === 4 ? 0 : k === 12 ? -3 : -Infinity));
    paintTributaries(picture, LANE, ribbon, deltas, 'dark', 1);
    const near = (step: number): number => [...Array(11).keys()].reduce((all, k) => all + touched(11 * step + k), 0);
    expect(near(4)).toBeGreaterThan(near(12));
    expect(near(12)).toBeGreaterThan(0);
    expect(near(17)).toBe(0);
  });

  it('glows where it burns, and on a dark page where a carousel lives', () => {
    const cold = [drawn([-0.5, -0.5], 'whole').ribbon, drawn([-1, -1], 'carousel').ribbon] as const;
    const light = blank();
    paintGlow(light, LANE, ...cold, 'light', 1);
    expect(light.pixels).toEqual(blank().pixels);
    paintGlow(picture, LANE, ...cold, 'dark', 1);
    expect(isBlue(rgb(pixel(110, 44)))).toBe(true);
    picture = blank();
    paintGlow(picture, LANE, drawn([3, 3], 'whole').ribbon, null, 'dark', 1);
    expect(isHot(rgb(pixel(110, 20)))).toBe(true);
    expect(rgb(pixel(110, 20))[0]).toBeGreaterThan(rgb(pixel(110, 5))[0]);
  });
});

describe('a whole river', () => {
  const lanes = lanesIn({ left: 0, width: WIDTH, top: 4, unit: 20, gap: 6 }, 2);
  const one = (lane: Lane, logs: number[]): RiverLane => ({
    lane,
    role: 'whole',
    ribbon: ribbonOf({ logs, second: null, shares: null, stops: [] }, lane),
    carousel: null,
    frontier: null,
    losses: null,
  });
  const river = { lanes: [one(lanes[0], [1e9, 1e9]), one(lanes[1], [-1, -1])], band: null };

  it('leaves room for the widest ribbon of each lane', () => {
    expect(lanes.map(({ centre }) => centre)).toEqual([36, 106]);
    paintRiver(picture, river, { theme: 'dark', ratio: 1, resting: false });
    expect(pixel(100, 3)).toBe(PAGE);
    expect(pixel(100, 4)).not.toBe(PAGE);
    expect(pixel(100, 68)).toBe(PAGE);
  });

  it('paints over whatever was there, and glows only while it rests', () => {
    picture = blank(WHITE);
    paintRiver(picture, river, { theme: 'dark', ratio: 1, resting: false });
    const moving = picture.pixels.slice();
    expect(moving.includes(WHITE)).toBe(false);
    paintRiver(picture, river, { theme: 'dark', ratio: 1, resting: true });
    expect(pixel(100, 2)).not.toBe(PAGE);
    expect(pixel(100, 36)).toBe(moving[36 * WIDTH + 100]);
  });
});

describe('the band', () => {
  const frame = { left: 0, width: WIDTH, base: 100, height: 40 };
  const hue = (name: 'cec' | 'R_z'): number => packed(rgbOf(hueOf('dark', name)));

  it('stacks shares from its base; what cancels is hatched below', () => {
    const crossings = new Map([
      ['cec', Float64Array.of(2.5, 1.25, 0)],
      ['R_z', Float64Array.of(-0.5, 0.75, 0)],
    ] as const);
    paintBand(picture, frame, bandOf(crossings, 3, WIDTH), 'dark', 1);
    // Step 1: 125 % above the base, so over its top; a quarter hangs below it in stripes.
    expect([pixel(10, 99), pixel(10, 50), pixel(10, 49)]).toEqual([hue('cec'), hue('cec'), PAGE]);
    const below = Array.from({ length: 60 }, (_, x) => pixel(x, 105));
    expect(below.includes(PAGE)).toBe(true);
    expect(below.some((value) => value !== PAGE)).toBe(true);
    expect(Array.from({ length: 60 }, (_, x) => pixel(x, 112)).every((value) => value === PAGE)).toBe(true);
    // Step 2: more than all on the carousel, the rest on R_z.
    expect([pixel(110, 99), pixel(110, 40)]).toEqual([hue('cec'), hue('R_z')]);
    // The loss's own column has crossed nothing.
    expect(touched(200)).toBe(0);
  });
});
