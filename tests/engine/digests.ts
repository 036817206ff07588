/** Fingerprints of a forward pass and a backward sweep, bit by bit, and the norms of a run as numbers. */
import { createHash, type Hash } from 'node:crypto';
import type { Linearisation } from '../../src/engine/linearisation';
import type { BackwardSweep } from '../../src/engine/sweep';
import type { FactorRows } from '../../src/math/scaledVector';
import type { Settings } from '../../src/settings/settings';
import { sweepOf } from './networks';
import { batchesOf, curvesOf } from './runs';

export interface Digest {
  /** Of all factors and matrices of the linearisation, which are made in the forward pass. */
  readonly forward: string;
  /** Of all that the sweep records. */
  readonly sweep: string;
  /** log10 of a Jacobian's norm at some steps, by curve; null is an exact zero. */
  readonly norms: Readonly<Record<string, readonly (number | null)[]>>;
}

export function digestOf(settings: Settings): Digest {
  const sweep = sweepOf(settings);
  return { forward: forwardDigest(sweep.linear), sweep: sweepDigest(sweep), norms: normsOf(settings) };
}

/** −0 counts as 0, and a number without a block exponent as one whose exponent is 0. */
function add(hash: Hash, { mantissa, blockExponent }: FactorRows): void {
  hash.update(new Uint8Array(mantissa.map((value) => value + 0).buffer));
  hash.update(new Uint8Array(Int32Array.from(blockExponent ?? new Int32Array(mantissa.length)).buffer));
}

const short = (hash: Hash): string => hash.digest('base64').slice(0, 16);

function forwardDigest({ matrixEdges, diagonalEdges, carry, carryWithoutPeephole, cellWhole }: Linearisation): string {
  const hash = createHash('sha256');
  for (const { edge, matrix, gain } of matrixEdges) {
    hash.update(edge);
    add(hash, { mantissa: matrix, blockExponent: null });
    add(hash, gain);
  }
  for (const { edge, factor } of diagonalEdges) {
    hash.update(edge);
    add(hash, factor);
  }
  for (const rows of [carry, carryWithoutPeephole, cellWhole]) add(hash, rows);
  return short(hash);
}

function sweepDigest({ deltaOutput, deltaCell, arrivingCell, message, preDelta }: BackwardSweep): string {
  const hash = createHash('sha256');
  for (const rows of [deltaOutput, deltaCell, arrivingCell]) add(hash, rows);
  for (const [edge, rows] of [...message, ...preDelta]) {
    hash.update(edge);
    add(hash, rows);
  }
  return short(hash);
}

/** Of five steps of every curve of a Jacobian. */
function normsOf(settings: Settings): Digest['norms'] {
  const batches = batchesOf(settings);
  const [first] = batches;
  const steps = first?.kind === 'forward' ? first.steps : 0;
  const curves = [...curvesOf(batches, steps)].filter(([name]) => /^(step|path|cumulative)/.test(name));
  const places = [0, 0.25, 0.5, 0.75, 1].map((part) => Math.round(part * (steps - 1)));
  return Object.fromEntries(
    curves.map(([name, curve]) => [
      name,
      places.map((place) => {
        const value = curve[place] ?? Number.NaN;
        return Number.isFinite(value) ? value : null;
      }),
    ]),
  );
}
