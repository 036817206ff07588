/**
 * The way back over one edge, twice: from what arrives at step t to where it came from at t + 2, hop by hop, in the order of the
 * backward pass read from its result (spec, section 2). It ends early where the sequence ends: there the loss itself enters.
 */
import type { Quantity, StepNorms, Walk } from '../engine/walk';
import type { Cuttable, Edge } from '../settings/edges';
import type { WordedCell } from './cells';
import type { EdgeWords, HopPlace, StepWalk } from './cells/cell';
import { edgeWords } from './names';

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

/** `walk` is null while the numbers are on their way, and then every step is taken to be there. */
export function walkOver(cell: WordedCell, edge: Cuttable, walk: Walk | null): readonly Hop[] {
  const words = edgeWords(cell, edge);
  return 'within' in words.walk
    ? words.walk.within.map(({ quantity, place }) => vector(quantity, 0, walk, place))
    : // What is not within a step is between two.
      overSteps(edge as Edge, words, words.walk, walk);
}

function overSteps(edge: Edge, { term }: EdgeWords, way: StepWalk, walk: Walk | null): Hop[] {
  const { lands, from } = way;
  const exists = (offset: number): boolean => walk === null || (walk[offset] ?? null) !== null;
  const hops: Hop[] = [];
  for (const offset of [0, 1, 2] as const) {
    if (offset === 2 && from === null) hops.push(node(lands, 2, walk));
    if (offset === 2) break;
    hops.push(...toLanding(way, offset, walk));
    if (!exists(offset + 1)) {
      if (lands === 'c') hops.push(carry(offset, walk), node('y', offset, walk));
      hops.push(vector('Δ', offset, walk, { kind: 'loss' }));
      break;
    }
    const message = { term: term.replaceAll('ᵗ⁺¹', TIMES[offset + 1] as string), offset } as const;
    hops.push({ ...message, place: { kind: 'edge', edge }, log10: known(walk, offset)?.message[edge] ?? Number.NaN });
    if (from !== null) hops.push(vector(from.quantity, (offset + 1) as 1 | 2, walk, { kind: 'node', node: from.node }));
  }
  return hops;
}

/** From where an edge starts at `offset` to where it has landed: through the cell where that lies between. */
function toLanding({ lands, throughCell }: StepWalk, offset: 0 | 1 | 2, walk: Walk | null): Hop[] {
  return offset > 0 && throughCell
    ? [node('c', offset, walk), carry(offset, walk), node(lands, offset, walk)]
    : [node(lands, offset, walk)];
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
