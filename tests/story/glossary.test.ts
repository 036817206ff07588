/** The glossary: every term is found where it is written, as a whole word, once, and the longest spelling wins. */
import { describe, expect, it } from 'vitest';
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
    for (const { id } of GLOSSARY) expect(explanationOf(id, cell)?.plain, id).toMatch(/[.:]$/);
  });

  it('leaves out what is to be skipped', () => {
    expect(found('the gradient through the carousel', ['gradient'])).toEqual(['carousel: carousel']);
  });

  it('finds its entries by id, and reports an unknown one', () => {
    expect(explanationOf(glossaryEntry('jacobian').id, 'lstm').formula).toContain('∂sᵗ/∂sᵗ⁻¹');
    expect(() => glossaryEntry('nonsense')).toThrow('nonsense');
  });
});
