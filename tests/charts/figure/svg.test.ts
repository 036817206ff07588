/** What a figure is written with: SVG as text, PNG files, fewer points for the same curve, and lines of words. */
import { unzlibSync } from 'fflate';
import { describe, expect, it } from 'vitest';
import { figureLayout } from '../../../src/charts/figure/layout';
import { pngOf, withResolution } from '../../../src/charts/figure/png';
import { element, escaped, length } from '../../../src/charts/figure/svg';
import { thinned } from '../../../src/charts/figure/thin';
import { textWidth, wrapped } from '../../../src/charts/figure/words';

describe('SVG', () => {
  it('escapes what XML reads, and replaces what it has no form for', () => {
    expect(escaped('a<b & "c">\u0007\ud800')).toBe('a&lt;b &amp; &quot;c&quot;&gt;\ufffd\ufffd');
    expect(element('a', { href: '#v=3&bf=1', x: undefined })).toBe('<a href="#v=3&amp;bf=1"/>');
  });

  it('refuses a place that is no number', () => {
    expect(length(-0.001)).toBe('0');
    expect(() => element('rect', { x: Number.NaN })).toThrow('no place');
    expect(() => element('rect', { x: Number.POSITIVE_INFINITY })).toThrow('no place');
  });
});

describe('PNG', () => {
  const pixels = Uint32Array.of(0xff0000ff, 0xff00ff00, 0, 0xffffffff, 0x80123456, 0xff000000);
  const png = pngOf({ width: 3, height: 2, pixels });
  const view = new DataView(png.buffer);

  it('holds every pixel, line by line', () => {
    expect([view.getUint32(16), view.getUint32(20)]).toEqual([3, 2]);
    const size = view.getUint32(33);
    const lines = unzlibSync(png.subarray(41, 41 + size));
    expect([...lines]).toEqual([
      ...[0, ...[255, 0, 0, 255], ...[0, 255, 0, 255], ...[0, 0, 0, 0]],
      ...[0, ...[255, 255, 255, 255], ...[0x56, 0x34, 0x12, 0x80], ...[0, 0, 0, 255]],
    ]);
    // The end's checksum is the same in every PNG there is.
    expect([...png.subarray(-4)]).toEqual([0xae, 0x42, 0x60, 0x82]);
  });

  it('says how many pixels are an inch', () => {
    const sized = withResolution(png, 300);
    const at = new DataView(sized.buffer);
    expect(String.fromCharCode(...sized.subarray(37, 41))).toBe('pHYs');
    expect(at.getUint32(41)).toBe(11811);
    expect([...sized.subarray(54)]).toEqual([...png.subarray(33)]);
  });
});

it('keeps the points without which a line would be off', () => {
  const x = Array.from({ length: 101 }, (_, k) => k);
  const y = x.map((at) => Math.abs(at - 40) + 5 * Math.sin(at / 9));
  const kept = thinned(x, [y], 0.2);
  expect(kept.length).toBeLessThan(40);
  for (let k = 1; k < kept.length; k++) {
    const [a, b] = [kept[k - 1], kept[k]];
    for (let at = a; at <= b; at++)
      expect(Math.abs(y[a] + ((y[b] - y[a]) * (at - a)) / (b - a) - y[at])).toBeLessThanOrEqual(0.2);
  }
  expect(thinned([0, 1, 2], [[0, 1, 2]], 0.1)).toEqual([0, 2]);
});

it('breaks words into lines that fit, and a long link after any letter', () => {
  const text = `The gradient flows back. https://example.org/#${'v=3&bf=1&'.repeat(20)}`;
  const lines = wrapped(text, 200, 10);
  expect(lines.length).toBeGreaterThan(4);
  for (const line of lines) expect(textWidth(line, 10)).toBeLessThanOrEqual(200);
  expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
});

describe('layout', () => {
  const shapes = [89, 183].flatMap((width) =>
    [
      [2, 1],
      [100, 32],
      [999, 7],
      [1771, 100],
      [2000, 256],
      [100, 1024],
    ].map(([steps, size]) => [width as 89 | 183, steps, size] as const),
  );

  it.each(shapes)('%d mm, %d steps of %d units: whole pixels, at 300 dpi at least', (width, steps, size) => {
    const layout = figureLayout({ width, steps, size, rows: 6, lanes: 2 });
    expect(layout.dpi).toBeGreaterThanOrEqual(300);
    for (const one of [layout.left, layout.plot / steps, layout.rowHeight / layout.lines, ...layout.rowTops])
      expect(Number.isInteger(one)).toBe(true);
    expect(layout.text / layout.dpi).toBeCloseTo(8 / 72, 12);
    expect(layout.left + layout.plot).toBeLessThan(layout.width);
    expect(layout.plot / layout.width).toBeGreaterThan(0.6);
    if (size <= 256) expect(layout.lines).toBe(size);
  });
});
