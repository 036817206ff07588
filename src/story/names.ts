/** What each row and edge is called, and its term of the backward pass (Greff et al., arXiv 1503.04069, appendix A.3). */
import type { RowName } from '../engine/seriesNames';
import type { Cuttable, Edge } from '../settings/edges';

export interface EdgeWords {
  /** In a person's words. */
  readonly title: string;
  /** Its term, delivered to step t. */
  readonly term: string;
  /** What turns the gradient of step t + 1 into this message, before the matrix. */
  readonly factor: string;
}

export const EDGE_WORDS: Readonly<Record<Cuttable, EdgeWords>> = {
  cec: { title: 'CEC', term: 'δcᵗ⁺¹ ⊙ fᵗ⁺¹', factor: 'f' },
  R_z: { title: 'block input', term: 'R_zᵀ δz̄ᵗ⁺¹', factor: 'i ⊙ tanh′(z̄)' },
  R_i: { title: 'input gate', term: 'R_iᵀ δīᵗ⁺¹', factor: 'z ⊙ σ′(ī)' },
  R_f: { title: 'forget gate', term: 'R_fᵀ δf̄ᵗ⁺¹', factor: 'cᵗ⁻¹ ⊙ σ′(f̄)' },
  R_o: { title: 'output gate', term: 'R_oᵀ δōᵗ⁺¹', factor: 'tanh(c) ⊙ σ′(ō)' },
  p_i: { title: 'input peephole', term: 'p_i ⊙ δīᵗ⁺¹', factor: 'p_i ⊙ z ⊙ σ′(ī)' },
  p_f: { title: 'forget peephole', term: 'p_f ⊙ δf̄ᵗ⁺¹', factor: 'p_f ⊙ cᵗ⁻¹ ⊙ σ′(f̄)' },
  p_o: { title: 'output peephole', term: 'p_o ⊙ δōᵗ', factor: 'p_o ⊙ tanh(c) ⊙ σ′(ō)' },
  R_u: { title: 'update gate', term: 'R_uᵀ δūᵗ⁺¹', factor: '(hᵗ⁻¹ − n) ⊙ σ′(ū)' },
  R_r: { title: 'reset gate', term: 'R_rᵀ δr̄ᵗ⁺¹', factor: '(1 − u) ⊙ tanh′(n̄) ⊙ m ⊙ σ′(r̄)' },
  R_n: { title: 'candidate', term: 'R_nᵀ δmᵗ⁺¹', factor: '(1 − u) ⊙ tanh′(n̄) ⊙ r' },
  W_h: { title: 'recurrent weights', term: 'W_hᵀ δh̄ᵗ⁺¹', factor: 'φ′(h̄)' },
};

/** "carousel", "R_z": what the edge is called everywhere; the part after the underscore is a subscript. */
export function symbolOf(edge: Cuttable): { readonly base: string; readonly sub: string } {
  if (edge === 'cec') return { base: 'carousel', sub: '' };
  const [base = edge, sub = ''] = edge.split('_');
  return { base, sub };
}

/** The same where only plain text can stand. */
export function plainSymbol(edge: Cuttable): string {
  return edge === 'cec' ? 'carousel' : edge;
}

/** The same within a sentence. */
export function inProse(edge: Cuttable): string {
  return edge === 'cec' ? 'the carousel' : edge;
}

export function rowEdge(row: RowName): Edge | null {
  return row === 'c' || row === 'y' ? null : (row.split('.')[1] as Edge);
}
