/** The styles have the colours of the picture, and every cell has the hues of its paths. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { drawingOf } from '../../src/charts/cells';
import type { Theme } from '../../src/charts/colour';
import { hueOf, PALETTES, pathColour, type RampName } from '../../src/charts/ramps/palette';
import { hotText } from '../../src/charts/ramps/ramps';
import { CELLS, type Cell } from '../../src/settings/cells';
import { edgesOf } from '../../src/settings/edges';

const PATHS: readonly RampName[] = ['cec', 'R_z', 'R_i', 'R_f', 'R_o'];

/** The custom properties of a rule of base.css. */
function propertiesOf(selector: string): ReadonlyMap<string, string> {
  const styles = readFileSync('src/views/styles/base.css', 'utf8');
  const rule = styles.slice(styles.indexOf(`${selector} {`)).split('}')[0] ?? '';
  return new Map([...rule.matchAll(/--(\w+): (#\w+);/g)].map(([, name = '', colour = '']) => [name, colour]));
}

describe.each<[Theme, string]>([
  ['light', '[data-theme="light"]'],
  ['dark', '[data-theme="dark"]'],
])('on the %s page', (theme, selector) => {
  it('styles and pictures have one palette', () => {
    const styles = propertiesOf(selector);
    const { page, ink, soft, line, bank, neutral } = PALETTES[theme];
    const stated = { page, ink, muted: soft, hairline: line, bank, neutral, hot: hotText(theme) };
    for (const [name, colour] of Object.entries(stated)) expect(styles.get(name), name).toBe(colour);
    for (const name of PATHS) expect(styles.get(name), name).toBe(hueOf(theme, name));
  });

  it('every curve’s colour is one of the styles', () => {
    const styles = propertiesOf(selector);
    const { steps, cumulative } = drawingOf('lstm').curves;
    for (const { colour } of [...steps, ...cumulative]) expect(styles.has(colour), colour).toBe(true);
  });

  it.each(Object.keys(CELLS) as Cell[])('paths of the %s have hues, each its own', (cell) => {
    const own = edgesOf({ cell, peepholes: false, forgetGate: true }).map((edge) => pathColour(theme, edge));
    expect(new Set(own).size).toBe(own.length);
    const hues = [...PATHS, 'neutral' as const].map((name) => hueOf(theme, name));
    expect(own.filter((hue) => !hues.includes(hue))).toEqual([]);
  });

  it('a peephole has its gate’s', () => {
    expect(pathColour(theme, 'p_i')).toBe(pathColour(theme, 'R_i'));
    expect(pathColour(theme, 'p_f')).toBe(pathColour(theme, 'R_f'));
    expect(pathColour(theme, 'p_o')).toBe(pathColour(theme, 'R_o'));
  });
});
