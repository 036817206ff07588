/** Whole runs of the pipeline, collected and checked for their shape. */
import { createHash } from 'node:crypto';
import { expect } from 'vitest';
import type { Batch, ForwardBatch, Stage } from '../../src/engine/batches';
import type { MessagesBatch } from '../../src/engine/messageStage';
import { Pipeline } from '../../src/engine/pipeline';
import type { SeriesName } from '../../src/engine/seriesNames';
import type { ViewRequest } from '../../src/engine/viewRequests';
import type { Settings } from '../../src/settings/settings';

/** In the order in which a person needs them. */
const STAGES: readonly Stage[] = [
  'forward',
  'messages',
  'outline',
  'ghost',
  'ledger',
  'steps',
  'paths',
  'cumulative',
  'without',
];

export function batchesOf(settings: Settings, pipeline = new Pipeline()): Batch[] {
  return collect(pipeline.run(settings));
}

/** A whole run, and then what a view asks for beside it. */
export function* runAndAsk(
  settings: Settings,
  requests: readonly ViewRequest[],
  pipeline = new Pipeline(),
): Generator<Batch | void, void> {
  yield* pipeline.run(settings);
  yield* pipeline.answerRequests(requests);
}

export function collect(work: Iterable<Batch | void>): Batch[] {
  const batches: Batch[] = [];
  for (const batch of work) if (batch) batches.push(batch);
  return batches;
}

export function forwardOf(batches: readonly Batch[]): ForwardBatch {
  const [first] = batches;
  if (first?.kind !== 'forward') throw new Error('a run starts with its forward batch');
  return first;
}

export function stagesOf(batches: readonly Batch[]): Stage[] {
  return batches.flatMap((batch) => (batch.kind === 'stage' ? [batch.stage] : []));
}

/** The stages that this run must come to: a ledger only where there is one. */
export function expectedStages(batches: readonly Batch[]): Stage[] {
  return STAGES.filter((stage) => stage !== 'ledger' || forwardOf(batches).hasLedger);
}

export function messagesOf(batches: readonly Batch[]): MessagesBatch[] {
  return batches.flatMap((batch) => (batch.kind === 'messages' ? [batch] : []));
}

/** Every curve of a run, whole; fails where a piece is missing, twice there, or out of order. */
export function curvesOf(batches: readonly Batch[], steps: number): Map<SeriesName, Float64Array> {
  const curves = new Map<SeriesName, Float64Array>();
  const reached = new Map<SeriesName, number>();
  for (const batch of batches) {
    if (batch.kind !== 'series' || batch.every > 1) continue;
    const { name, from, count, values } = batch;
    expect(values).toHaveLength(count);
    expect(from + count, name).toBe(reached.get(name) ?? steps);
    reached.set(name, from);
    const curve = curves.get(name) ?? new Float64Array(steps);
    curve.set(values, from);
    curves.set(name, curve);
  }
  for (const [name, from] of reached) expect(from, name).toBe(0);
  return curves;
}

/** log10 values: finite, or −Infinity for an exact zero. */
function expectLogs(values: Iterable<number>, what: string): void {
  for (const value of values) {
    if (!Number.isFinite(value) && value !== -Infinity) expect.fail(`${what} has ${value}`);
  }
}

/** Everything that must hold of any run: stages in order, lengths, ranges. Returns its curves. */
export function expectWellFormed(batches: readonly Batch[]): Map<SeriesName, Float64Array> {
  const { steps, size, edges, rows, hasLedger, spectra } = forwardOf(batches);
  expect(stagesOf(batches)).toEqual(expectedStages(batches));
  for (const { radius, norm } of spectra) {
    expect(Number.isFinite(radius) && Number.isFinite(norm)).toBe(true);
    expect(radius).toBeLessThanOrEqual(norm * (1 + 1e-9));
  }
  let end = steps;
  for (const { from, count, cells, norms, residual } of messagesOf(batches)) {
    expect(from + count).toBe(end);
    end = from;
    expect([cells.length, norms.length, residual.length]).toEqual([
      rows.length * count * size,
      (rows.length + 1) * count,
      count,
    ]);
    expectLogs(cells, 'a heatmap');
    expectLogs(norms, 'a row’s norm');
    for (const value of residual) expect(value).toBeLessThan(-11);
  }
  expect(end).toBe(0);
  const ledgers = batches.flatMap((batch) => (batch.kind === 'ledger' ? [batch] : []));
  expect(ledgers.length > 0).toBe(hasLedger);
  for (const { count, crossings } of ledgers) {
    expect(crossings).toHaveLength(edges.length * count);
    for (const value of crossings) expect(Math.abs(value)).not.toBe(Infinity);
  }
  const curves = curvesOf(batches, steps);
  for (const [name, curve] of curves) {
    if (name === 'step.cellToCell') {
      expect(curve[0]).toBeNaN();
      expectLogs(curve.subarray(1), name);
    } else expectLogs(curve, name);
  }
  return curves;
}

/** All numbers of a run, bit by bit: one line a batch, so that a difference can be read. */
export function bitsOf(batches: readonly Batch[]): string[] {
  return batches.map((batch) => {
    const digest = createHash('sha256');
    const rest = JSON.stringify(batch, (_, value: unknown) => {
      if (!ArrayBuffer.isView(value)) return value;
      digest.update(new Uint8Array(value.buffer, value.byteOffset, value.byteLength));
      return `${value.byteLength} bytes`;
    });
    return `${rest} ${digest.digest('base64').slice(0, 12)}`;
  });
}
