/** The controls of each cell, held to the table of settings. */
import { describe, expect, it } from 'vitest';
import { CELLS, type Cell } from '../../src/settings/cells';
import type { CellRecord } from '../../src/settings/cells/cell';
import { hasControl, helpOf, idleReason, labelOf } from '../../src/settings/controls';
import { edgesOf, kindOf } from '../../src/settings/edges';
import { ownRadii, radiusKey } from '../../src/settings/radii';
import { DEFAULTS, SETTING_KEYS, SPECS } from '../../src/settings/specs';

describe.each(Object.keys(CELLS) as Cell[])('the record of the %s', (cell) => {
  const { controls, sliders, radii, labels, help }: CellRecord = CELLS[cell];

  it('names settings that exist, and edges that it has', () => {
    const keys = [
      controls,
      sliders.map(({ key }) => key),
      Object.values(radii),
      Object.keys(labels),
      Object.keys(help),
    ];
    expect(keys.flat().filter((key) => !(SETTING_KEYS as readonly string[]).includes(key))).toEqual([]);
    const matrices = edgesOf({ cell, peepholes: true, forgetGate: true }).filter((edge) => kindOf(edge) === 'matrix');
    expect(Object.keys(radii).filter((edge) => !(matrices as string[]).includes(edge))).toEqual([]);
  });
});

const named = (cell: Cell, scaledBy: 'radius' | 'norm' = 'radius') => ({ cell, scaledBy });

it('a setting has the cell’s own name and help, or the table’s', () => {
  expect(labelOf(named('rnn'), 'blockBias')).toBe('bias b');
  expect(labelOf(named('lstm'), 'blockBias')).toBe(SPECS.blockBias.label);
  expect(labelOf(named('gru'), 'forgetBias')).toBe('Update-gate bias');
  expect(helpOf(named('lstm'), 'forgetBias')).toBe(SPECS.forgetBias.help);
  expect(helpOf(named('gru'), 'forgetBias')).toContain('more of the state');
});

it('a radius is called a norm where matrices are scaled by it', () => {
  expect(labelOf(named('lstm', 'norm'), 'spectralRadius')).toBe('Spectral norm');
  expect(labelOf(named('lstm', 'norm'), 'radiusZ')).toBe('norm of R_z');
  expect(helpOf(named('gru', 'norm'), 'radiusU')).toContain('singular value');
  expect(labelOf(named('lstm', 'norm'), 'forgetBias')).toBe(SPECS.forgetBias.label);
  expect(labelOf(named('lstm'), 'spectralRadius')).toBe('Spectral radius');
});

it('only the LSTM has two gradients to choose from, and only the RNN an activation', () => {
  const cells = ['rnn', 'lstm', 'gru'] as const;
  expect(cells.filter((cell) => hasControl(cell, 'wholeRow'))).toEqual(['lstm']);
  expect(cells.filter((cell) => hasControl(cell, 'activation'))).toEqual(['rnn']);
});

it('says why the forget-gate bias has no effect', () => {
  const lstm = { cell: 'lstm', peepholes: false, forgetGate: true, chrono: false } as const;
  expect(idleReason(lstm, 'forgetBias')).toBeNull();
  expect(idleReason({ ...lstm, chrono: true }, 'forgetBias')).toMatch(/^Chrono/);
  expect(idleReason({ ...lstm, chrono: true }, 'inputBias')).toMatch(/^Chrono/);
  expect(idleReason({ ...lstm, chrono: true }, 'outputBias')).toBeNull();
  expect(idleReason({ ...lstm, chrono: true, forgetGate: false }, 'forgetBias')).toContain('1997');
  expect(idleReason({ ...lstm, cell: 'rnn' }, 'forgetBias')).toContain('no forget gate');
});

describe('radiusKey', () => {
  const each = { ...DEFAULTS, radii: 'each' } as const;

  it('is the slider of this matrix, or none', () => {
    expect(radiusKey(DEFAULTS, 'R_f')).toBe('spectralRadius');
    expect((['R_z', 'R_i', 'R_f', 'R_o'] as const).map((edge) => radiusKey(each, edge))).toEqual([
      'radiusZ',
      'radiusI',
      'radiusF',
      'radiusO',
    ]);
    expect(radiusKey({ ...each, cell: 'rnn' }, 'W_h')).toBe('spectralRadius');
    expect(radiusKey({ ...DEFAULTS, radii: 'drawn' }, 'R_z')).toBeNull();
  });

  it('leaves out the matrix that a variant does not have', () => {
    expect(ownRadii({ ...each, forgetGate: false }).map(({ key }) => key)).toEqual(['radiusZ', 'radiusI', 'radiusO']);
  });
});
