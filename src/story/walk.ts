/**
 * The way back over one edge, twice: from what arrives at step t to where it came from at t + 2, hop by hop, in the order of the
 * backward pass read from its result (spec, section 2). It ends early where the sequence ends: there the loss itself enters.
 */
import type { CellPart, Quantity, StepNorms, Walk } from '../engine/walk';
import type { Cuttable, Edge } from '../settings/edges';
import { EDGE_WORDS } from './names';

/** Where in the diagram a hop is. */
export type HopPlace =
  | { readonly kind: 'node'; readonly node: CellPart }
  | { readonly kind: 'edge'; readonly edge: Cuttable }
  /** From the output into the cell. */
  | { readonly kind: 'carry' }
  | { readonly kind: 'loss' };

export interface Hop {
  /** "δyᵗ⁺¹", "R_oᵀ δōᵗ⁺²". */
  readonly term: string;
  /** Steps after t of what it belongs to; a message belongs to the step that it is delivered to. */
  readonly offset: 0 | 1 | 2;
  readonly place: HopPlace;
  /** log10 of its norm against the loss; NaN while it is not known. */
  readonly log10: number;
}

const TIMES = ['ᵗ', 'ᵗ⁺¹', 'ᵗ⁺²'] as const;
const GATE: Readonly<Partial<Record<Cuttable, { readonly at: Quantity; readonly node: CellPart }>>> = {
  R_z: { at: 'δz̄', node: 'z' },
  R_i: { at: 'δī', node: 'i' },
  p_i: { at: 'δī', node: 'i' },
  R_f: { at: 'δf̄', node: 'f' },
  p_f: { at: 'δf̄', node: 'f' },
  R_o: { at: 'δō', node: 'o' },
  W_h: { at: 'δh̄', node: 'h̄' },
};

/** `walk` is null while the numbers are on their way, and then every step is taken to be there. */
export function walkOver(edge: Cuttable, walk: Walk | null): readonly Hop[] {
  return edge === 'p_o' ? withinStep(walk) : overSteps(edge, walk);
}

function overSteps(edge: Edge, walk: Walk | null): Hop[] {
  const exists = (offset: number): boolean => walk === null || (walk[offset] ?? null) !== null;
  const hops: Hop[] = [];
  for (const offset of [0, 1, 2] as const) {
    const lands = landsOn(edge);
    if (offset === 2 && GATE[edge] === undefined) hops.push(node(lands, 2, walk));
    if (offset === 2) break;
    hops.push(...toLanding(edge, offset, walk));
    if (!exists(offset + 1)) {
      if (lands === 'c') hops.push(carry(offset, walk), node('y', offset, walk));
      hops.push(vector('Δ', offset, walk, { kind: 'loss' }));
      break;
    }
    const message = { term: EDGE_WORDS[edge].term.replaceAll('ᵗ⁺¹', TIMES[offset + 1] as string), offset } as const;
    hops.push({ ...message, place: { kind: 'edge', edge }, log10: known(walk, offset)?.message[edge] ?? Number.NaN });
    const gate = GATE[edge];
    if (gate !== undefined) hops.push(vector(gate.at, (offset + 1) as 1 | 2, walk, { kind: 'node', node: gate.node }));
  }
  return hops;
}

/** From where an edge starts at `offset` to where it has landed: through the cell where that lies between. */
function toLanding(edge: Edge, offset: 0 | 1 | 2, walk: Walk | null): Hop[] {
  const lands = landsOn(edge);
  const startsAtCell = edge === 'R_z' || edge === 'R_i' || edge === 'R_f';
  if (offset > 0 && startsAtCell) return [node('c', offset, walk), carry(offset, walk), node(lands, offset, walk)];
  return [node(lands, offset, walk)];
}

function withinStep(walk: Walk | null): Hop[] {
  return [
    node('c', 0, walk),
    vector('p_o ⊙ δō', 0, walk, { kind: 'edge', edge: 'p_o' }),
    vector('δō', 0, walk, { kind: 'node', node: 'o' }),
    node('y', 0, walk),
  ];
}

function landsOn(edge: Edge): 'c' | 'y' | 'h' {
  if (edge === 'W_h') return 'h';
  return edge === 'cec' || edge === 'p_i' || edge === 'p_f' ? 'c' : 'y';
}

function node(name: 'c' | 'y' | 'h', offset: 0 | 1 | 2, walk: Walk | null): Hop {
  return vector(`δ${name}`, offset, walk, { kind: 'node', node: name });
}

function carry(offset: 0 | 1 | 2, walk: Walk | null): Hop {
  return vector('Q ⊙ δy', offset, walk, { kind: 'carry' });
}

function vector(quantity: Quantity, offset: 0 | 1 | 2, walk: Walk | null, place: HopPlace): Hop {
  const time = TIMES[offset];
  const term = quantity === 'Q ⊙ δy' ? `Q${time} ⊙ δy${time}` : `${quantity}${time}`;
  return { term, offset, place, log10: known(walk, offset)?.norm[quantity] ?? Number.NaN };
}

function known(walk: Walk | null, offset: number): StepNorms | null {
  return walk?.[offset] ?? null;
}
