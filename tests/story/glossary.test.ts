/** The glossary: every term is found where it is written, as a whole word, once, and the longest spelling wins. */
import { describe, expect, it } from 'vitest';
import { DEFAULTS } from '../../src/settings/specs';
import { WORDED_CELLS } from '../../src/story/cells';
import { gloss, glossaryEntry } from '../../src/story/glossary';
import { explanationOf } from '../../src/story/glossaryExplanations';
import { GLOSSARY } from '../../src/story/glossaryTerms';

const found = (text: string, skip?: readonly string[]): string[] =>
  gloss(text, skip).flatMap(({ text: part, entry }) => (entry === null ? [] : [`${part}: ${entry.id}`]));

describe('the glossary', () => {
  it('has one entry an id, one id a spelling, and spellings in lower case', () => {
    const ids = GLOSSARY.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const spellings = GLOSSARY.flatMap((entry) => entry.spellings);
    expect(new Set(spellings).size).toBe(spellings.length);
    for (const spelling of spellings) expect(spelling).toBe(spelling.toLowerCase());
  });

  it.each(GLOSSARY.flatMap(({ id, spellings }) => spellings.map((spelling) => [spelling, id] as const)))(
    'finds “%s” in a text',
    (spelling, id) => {
      expect(found(`Look: ${spelling}.`)).toEqual([`${spelling}: ${id}`]);
    },
  );

  it('leaves the text as it is, takes whole words, the longest, and each once', () => {
    const text = 'The spectral radius rules; radius and Recurrent matrices, repathed gatekeepers of R_gate.';
    expect(
      gloss(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
    expect(found(text)).toEqual(['spectral radius: spectral-radius', 'Recurrent matrices: recurrent-matrix']);
    expect(found('')).toEqual([]);
  });

  it.each(WORDED_CELLS)('explains every term on the page of the %s', (cell) => {
    for (const { id } of GLOSSARY) expect(explanationOf(id, { ...DEFAULTS, cell })?.plain, id).toMatch(/[.:]$/);
  });

  it.each([
    ['tanh', 'zᵗ = tanh(W_z xᵗ + R_z yᵗ⁻¹ + b_z)', 'yᵗ = tanh(cᵗ) ⊙ oᵗ', 'μ_k = σ(b_f) + σ(b_i) σ(b_o) λ_k(R_z)'],
    ['relu', 'zᵗ = ReLU(W_z xᵗ + R_z yᵗ⁻¹ + b_z)', 'yᵗ = ReLU(cᵗ) ⊙ oᵗ', 'μ_k = σ(b_f)'],
  ] as const)('gives the formulas of an LSTM with %s', (cellActivation, ...formulas) => {
    const shown = { cell: 'lstm', cellActivation } as const;
    expect((['block-input', 'output', 'at-rest'] as const).map((id) => explanationOf(id, shown).formula)).toEqual(
      formulas,
    );
    const others = GLOSSARY.filter(({ id }) => id !== 'plain-rnn' && id !== 'activation' && id !== 'candidate');
    const texts = others.flatMap(({ id }) => Object.values(explanationOf(id, shown))).join('\n');
    expect(texts).not.toContain(cellActivation === 'relu' ? 'tanh' : 'ReLU');
  });

  it('explains a word of another cell as the first cell that has it', () => {
    expect(explanationOf('cell', { ...DEFAULTS, cell: 'rnn' })).toEqual(explanationOf('cell', DEFAULTS));
    expect(explanationOf('update-gate', DEFAULTS)).toEqual(explanationOf('update-gate', { ...DEFAULTS, cell: 'gru' }));
  });

  it('leaves out what is to be skipped', () => {
    expect(found('the gradient through the carousel', ['gradient'])).toEqual(['carousel: carousel']);
  });

  it('finds its entries by id, and reports an unknown one', () => {
    expect(explanationOf(glossaryEntry('jacobian').id, DEFAULTS).formula).toContain('∂sᵗ/∂sᵗ⁻¹');
    expect(() => glossaryEntry('nonsense')).toThrow('nonsense');
  });
});
