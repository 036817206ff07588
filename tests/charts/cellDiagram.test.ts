/** Where the cell's drawing puts things: lanes apart, lines that end where they land, and everything inside its room. */
import { describe, expect, it } from 'vitest';
import { type CellDiagram, cellDiagram, leastHeight, linePath, strokeWidth } from '../../src/charts/cellDiagram';
import type { DrawnVariant } from '../../src/charts/cellFrame';
import { drawingOf } from '../../src/charts/cells';
import { textOn } from '../../src/charts/contrast';
import { PALETTES } from '../../src/charts/ramps/palette';
import { cuttableOf, edgesOf, isPeephole } from '../../src/settings/edges';

const LSTM: DrawnVariant = { cell: 'lstm', peepholes: false, forgetGate: true };
const VARIANTS: readonly DrawnVariant[] = [
  LSTM,
  { ...LSTM, peepholes: true },
  { ...LSTM, forgetGate: false },
  { ...LSTM, peepholes: true, forgetGate: false },
  { cell: 'rnn', peepholes: false, forgetGate: true },
  { cell: 'gru', peepholes: false, forgetGate: true },
];

const node = ({ nodes }: CellDiagram, name: string, offset: number) => {
  const found = nodes.find((one) => one.name === name && one.offset === offset);
  if (found === undefined) throw new Error(`no ${name} at ${offset}`);
  return found;
};

describe.each(VARIANTS)('the drawing of %o', (variant) => {
  const edges = edgesOf(variant);
  const { layout } = drawingOf(variant.cell);
  const room = { width: 296, height: 300, steps: 9 };
  const diagram = cellDiagram(variant, room);

  it('has one labelled line for each edge between the two steps, and none twice', () => {
    const labelled = diagram.lines.filter(({ label, isWithin }) => label !== null && !isWithin);
    expect(labelled.map(({ edge }) => edge).sort()).toEqual([...edges].sort());
    expect(new Set(diagram.lines.map(({ edge, offset }) => `${edge} ${offset}`)).size).toBe(diagram.lines.length);
  });

  it('has a line for all that can be cut, and no other', () => {
    expect(new Set(diagram.lines.map(({ edge }) => edge))).toEqual(new Set(cuttableOf(variant)));
  });

  it('starts every lane at a box of the step after', () => {
    for (const { edge, from } of layout.lanes.filter((lane) => edges.includes(lane.edge))) {
      const box = node(diagram, from, 1);
      const line = diagram.lines.find((one) => one.edge === edge && one.offset === 0);
      const [, x, y] = /^M([\d.]+),([\d.]+)/.exec(line?.stem ?? '') ?? [];
      expect(Number(x), edge).toBe(box.x);
      expect(Number(y), edge).toBeGreaterThan(box.y);
      expect(Number(y), edge).toBeLessThan(box.y + box.height);
    }
  });

  it('ends every line at the box that its message lands on', () => {
    for (const { edge, offset, tip, arrives, axis } of diagram.lines) {
      if (!arrives) continue;
      const target = layout.cell !== null && (edge === 'cec' || isPeephole(edge)) ? layout.cell : layout.bar;
      const box = node(diagram, target, offset);
      if (axis === 'H') {
        expect(tip.x, edge).toBe(box.x + box.width);
        expect(tip.y).toBeGreaterThan(box.y);
        expect(tip.y).toBeLessThan(box.y + box.height);
      } else {
        expect(tip.y, edge).toBe(box.y + box.height);
        expect(tip.x).toBeGreaterThan(box.x);
        expect(tip.x).toBeLessThan(box.x + box.width);
      }
    }
  });

  it('keeps all boxes inside, and no two of one step upon each other', () => {
    for (const a of diagram.nodes) {
      expect(a.x).toBeGreaterThanOrEqual(0);
      expect(a.x + a.width).toBeLessThanOrEqual(diagram.width);
      expect(a.y + a.height).toBeLessThanOrEqual(diagram.height);
      for (const b of diagram.nodes) {
        if (a === b) continue;
        const apart = a.x + a.width <= b.x || b.x + b.width <= a.x || a.y + a.height <= b.y || b.y + b.height <= a.y;
        expect(apart, `${a.name}${a.offset} and ${b.name}${b.offset}`).toBe(true);
      }
    }
  });

  it('leaves room for each label: 85 pixels between the steps, 23 between the lanes', () => {
    const least = cellDiagram(variant, { width: 296, height: 0, steps: 9 });
    const lanes = least.lines.flatMap(({ label, isWithin }) => (label !== null && !isWithin ? [label.y] : []));
    lanes.sort((a, b) => a - b);
    for (let k = 1; k < lanes.length; k++) expect(lanes[k] - lanes[k - 1]).toBeGreaterThanOrEqual(23);
    const [first, second] = least.steps;
    const reach = node(least, layout.cell ?? layout.bar, 0);
    expect(second.left - Math.max(first.right, reach.x + reach.width)).toBeGreaterThanOrEqual(85);
  });

  it('fits into its room from its least height on, and grows with it', () => {
    const least = leastHeight(variant);
    expect(least).toBeLessThan(250);
    expect(cellDiagram(variant, { width: 296, height: least, steps: 9 }).height).toBeCloseTo(least, 9);
    expect(diagram.height).toBeLessThanOrEqual(300);
    expect(diagram.height).toBeGreaterThan(least);
    const large = cellDiagram(variant, { width: 900, height: 520, steps: 9 });
    expect(large.height).toBeGreaterThan(least);
    expect(large.height).toBeLessThanOrEqual(520);
    expect(large.steps).toHaveLength(3);
  });
});

it('the peephole of the output stays within its step, and the 1997 cell has no forget gate', () => {
  const peepholes = cellDiagram({ ...LSTM, peepholes: true }, { width: 296, height: 300, steps: 9 });
  const inside = peepholes.lines.filter(({ edge }) => edge === 'p_o');
  expect(inside.map(({ offset }) => offset)).toEqual([0, 1]);
  for (const { tip, offset } of inside) expect(tip.x).toBeLessThan(node(peepholes, 'y', offset).x);
  const old = cellDiagram({ ...LSTM, forgetGate: false }, { width: 296, height: 300, steps: 9 });
  expect(old.nodes.some(({ name }) => name === 'f')).toBe(false);
});

it('the carousel of the GRU goes from its one state through the update gate', () => {
  const diagram = cellDiagram({ ...LSTM, cell: 'gru' }, { width: 296, height: 300, steps: 9 });
  expect(diagram.nodes.filter(({ offset }) => offset === 0).map(({ name }) => name)).toEqual(['h', 'u', 'r', 'n']);
  const through = diagram.inner.find(({ kind, offset }) => kind === 'through' && offset === 1);
  expect(through).toMatchObject({ edge: 'cec', to: 'u' });
  const [carousel] = diagram.lines.filter(({ edge, offset }) => edge === 'cec' && offset === 0);
  const gate = node(diagram, 'u', 1);
  const bar = node(diagram, 'h', 0);
  expect(carousel?.stem).toBe(`M${gate.x},${carousel?.tip.y}`);
  expect(carousel?.tip.x).toBe(bar.x + bar.width);
  expect(through?.head).toMatchObject({ x: gate.x + gate.width, y: carousel?.tip.y });
});

it('a line can end short of its tip, along its last stretch', () => {
  const straight = { stem: 'M90,5', axis: 'H', tip: { x: 10, y: 5 } } as const;
  expect(linePath(straight)).toBe('M90,5H10');
  expect(linePath(straight, 7)).toBe('M90,5H17');
  expect(linePath({ stem: 'M0,90H5', axis: 'V', tip: { x: 5, y: 30 } }, 7)).toBe('M0,90H5V37');
});

it('width rises with magnitude, from a hairline at the low end, and stays bounded', () => {
  const ends = { low: -12, high: 6 };
  const widths = [-400, -12, -6, -3, -1, 0, 2, 6, 300].map((log10) => strokeWidth(log10, ends));
  expect(widths[0]).toBe(1);
  expect(widths[1]).toBe(1);
  for (let k = 2; k < 8; k++) expect(widths[k]).toBeGreaterThan(widths[k - 1]);
  expect(widths[8]).toBe(widths[7]);
  expect(widths[7]).toBe(13);
  // Two neighbouring decades near the loss can be told apart by eye.
  expect(widths[5] - widths[4]).toBeGreaterThan(1.5);
  expect(strokeWidth(0, ends)).toBeCloseTo(strokeWidth(-1e-9, ends), 6);
});

it('words on a colour take the tone that stands out', () => {
  expect(textOn('#ffffff', 'light')).toBe(PALETTES.light.ink);
  expect(textOn('#400000', 'light')).toBe(PALETTES.dark.ink);
  expect(textOn('#202020', 'dark')).toBe(PALETTES.dark.ink);
  expect(textOn('#ffe060', 'dark')).toBe(PALETTES.light.ink);
});
