/** The hops of the walk: their order, their terms and their numbers, for each edge and at the end of the sequence. */
import { describe, expect, it } from 'vitest';
import type { StepNorms, Walk } from '../../src/engine/walk';
import { walkOver } from '../../src/story/walk';

/** Numbers that tell where they come from: 100 · offset + place in this list. */
const at = (offset: number): StepNorms => ({
  step: 10 + offset,
  norm: Object.fromEntries(
    ['Δ', 'δy', 'δc', 'Q ⊙ δy', 'p_o ⊙ δō', 'δz̄', 'δī', 'δf̄', 'δō', 'δh', 'δh̄'].map((name, k) => [
      name,
      100 * offset + k,
    ]),
  ),
  message: Object.fromEntries(
    ['cec', 'R_z', 'R_i', 'R_f', 'R_o', 'p_i', 'p_f', 'W_h'].map((name, k) => [name, 100 * offset + 50 + k]),
  ),
});
const whole: Walk = [at(0), at(1), at(2)];
const told = (edge: Parameters<typeof walkOver>[1], walk: Walk | null = whole): string[] =>
  walkOver(edge === 'W_h' ? 'rnn' : 'lstm', edge, walk).map(({ term, log10 }) => `${term}: ${log10}`);

describe('over two steps', () => {
  it('R_o goes from output to output', () => {
    expect(told('R_o')).toEqual([
      'δyᵗ: 1',
      'R_oᵀ δōᵗ⁺¹: 54',
      'δōᵗ⁺¹: 108',
      'δyᵗ⁺¹: 101',
      'R_oᵀ δōᵗ⁺²: 154',
      'δōᵗ⁺²: 208',
    ]);
  });

  it('R_z goes through the cell, and out of it by Q', () => {
    expect(told('R_z')).toEqual([
      'δyᵗ: 1',
      'R_zᵀ δz̄ᵗ⁺¹: 51',
      'δz̄ᵗ⁺¹: 105',
      'δcᵗ⁺¹: 102',
      'Qᵗ⁺¹ ⊙ δyᵗ⁺¹: 103',
      'δyᵗ⁺¹: 101',
      'R_zᵀ δz̄ᵗ⁺²: 151',
      'δz̄ᵗ⁺²: 205',
    ]);
  });

  it('the carousel and the peepholes stay in the cell', () => {
    expect(told('cec')).toEqual(['δcᵗ: 2', 'δcᵗ⁺¹ ⊙ fᵗ⁺¹: 50', 'δcᵗ⁺¹: 102', 'δcᵗ⁺² ⊙ fᵗ⁺²: 150', 'δcᵗ⁺²: 202']);
    expect(told('p_f')).toEqual([
      'δcᵗ: 2',
      'p_f ⊙ δf̄ᵗ⁺¹: 56',
      'δf̄ᵗ⁺¹: 107',
      'δcᵗ⁺¹: 102',
      'p_f ⊙ δf̄ᵗ⁺²: 156',
      'δf̄ᵗ⁺²: 207',
    ]);
    expect(told('p_o')).toEqual(['δcᵗ: 2', 'p_o ⊙ δōᵗ: 4', 'δōᵗ: 8', 'δyᵗ: 1']);
  });

  it('the RNN’s goes from state to state', () => {
    expect(told('W_h').map((hop) => hop.split(':')[0])).toEqual([
      'δhᵗ',
      'W_hᵀ δh̄ᵗ⁺¹',
      'δh̄ᵗ⁺¹',
      'δhᵗ⁺¹',
      'W_hᵀ δh̄ᵗ⁺²',
      'δh̄ᵗ⁺²',
    ]);
  });
});

describe('where the sequence ends', () => {
  it('the loss enters at the output of the last step', () => {
    expect(told('R_o', [at(0), at(1), null])).toEqual([
      'δyᵗ: 1',
      'R_oᵀ δōᵗ⁺¹: 54',
      'δōᵗ⁺¹: 108',
      'δyᵗ⁺¹: 101',
      'Δᵗ⁺¹: 100',
    ]);
    expect(told('R_o', [at(0), null, null])).toEqual(['δyᵗ: 1', 'Δᵗ: 0']);
  });

  it('and comes into the cell from there', () => {
    expect(told('cec', [at(0), at(1), null])).toEqual([
      'δcᵗ: 2',
      'δcᵗ⁺¹ ⊙ fᵗ⁺¹: 50',
      'δcᵗ⁺¹: 102',
      'Qᵗ⁺¹ ⊙ δyᵗ⁺¹: 103',
      'δyᵗ⁺¹: 101',
      'Δᵗ⁺¹: 100',
    ]);
    expect(told('R_z', [at(0), at(1), null]).slice(3)).toEqual([
      'δcᵗ⁺¹: 102',
      'Qᵗ⁺¹ ⊙ δyᵗ⁺¹: 103',
      'δyᵗ⁺¹: 101',
      'Δᵗ⁺¹: 100',
    ]);
  });
});

it('without numbers it has its terms, and says that they are not known', () => {
  const hops = walkOver('lstm', 'R_z', null);
  expect(hops).toHaveLength(8);
  for (const { log10 } of hops) expect(log10).toBeNaN();
});
