/** The numbers that a script checks, of one layer in one direction, by the names that the script has for them. */
import { runCumulativeNorms, runPathNorms } from '../engine/cumulativeNorms';
import type { ForwardTrace } from '../engine/forward';
import { runInputGradient } from '../engine/inputGradient';
import { hasLedger, runLedger } from '../engine/ledger';
import { edgeNames } from '../engine/linearisation';
import { type MessageStage, newMessageStage, runMessageStage, runStateNorm } from '../engine/messageStage';
import type { SeriesName } from '../engine/seriesNames';
import { runStepNorms } from '../engine/stepNorms';
import type { OutputGradient, Truncation } from '../engine/sweep';
import { runWeightGradients, type WeightGradients } from '../engine/weightGradients';
import { getOrCreate } from '../math/getOrCreate';
import { log10Of, type Scaled } from '../math/scaled';
import { log10Entries, scaledNorm } from '../math/scaledVector';
import { silently } from '../math/task';
import type { Cell } from '../settings/cells';
import { type Cuttable, statePartsOf } from '../settings/edges';
import { normRows } from '../worker/batchRows';

/**
 * By name: by step (in the order in which the layer reads), or one number. log10 of a norm, −Infinity for an exact zero; crossings as they are;
 * NaN where there is nothing to check.
 */
export type Numbers = ReadonlyMap<string, Float64Array>;

/** What the gradients of weights are told by: the file's names, or the engine's own. */
export type GradientNorms = (gradients: WeightGradients) => ReadonlyMap<string, Scaled>;

/** What a script does not compute: the plain RNN beside the network. */
const LEFT_OUT: ReadonlySet<SeriesName> = new Set(['ghost', 'cumulative.ghost']);

/** The curves of a run; vectors are not against the loss gradient, whose size is 1. */
export function numbersOfSeries(
  cell: Cell,
  series: ReadonlyMap<SeriesName, Float64Array>,
  crossings: ReadonlyMap<string, Float64Array>,
): Map<string, Float64Array> {
  const [whole, output = whole] = stateNames(cell);
  const named = (name: SeriesName): string => (name === 'c' ? whole : name === 'y' ? output : name);
  const numbers = new Map<string, Float64Array>();
  for (const [name, values] of series) if (!LEFT_OUT.has(name)) numbers.set(named(name), values);
  for (const [edge, values] of crossings) numbers.set(`crossings.${edge}`, values);
  return numbers;
}

/** `delta_c`, `delta_y`; or `delta_h`. */
export const stateNames = (cell: Cell): readonly string[] => statePartsOf(cell).map((part) => `delta_${part}`);

export function* weightNumbers(
  trace: ForwardTrace,
  { sweep }: MessageStage,
  normsOf: GradientNorms,
): Generator<void, Map<string, Float64Array>> {
  const norms = normsOf(yield* runWeightGradients(trace, sweep));
  return new Map(
    [...norms].map(([name, { mantissa, blockExponent }]) => [
      `gradient.${name}`,
      Float64Array.of(log10Of(mantissa, blockExponent)),
    ]),
  );
}

/** By the engine's names. */
export const byParameter: GradientNorms = ({ gradient }) =>
  new Map(
    [...gradient].map(
      ([name, { mantissa, blockExponent }]) => [name, scaledNorm(mantissa, blockExponent, 0, mantissa.length)] as const,
    ),
  );

/** All that a run computes, of a layer with this Δ. */
export function* layerNumbers(
  trace: ForwardTrace,
  loss: OutputGradient,
  cuts: ReadonlySet<Cuttable>,
  truncation: Truncation,
  normsOf: GradientNorms,
): Generator<void, Map<string, Float64Array>> {
  const { linear } = trace;
  const absolute = { ...loss, scale: 1 };
  const stage = newMessageStage(linear, absolute, cuts);
  const series = new Map<SeriesName, Float64Array>();
  for (const batch of runMessageStage(stage, truncation, linear.steps, false)) {
    yield;
    if (!batch) continue;
    // In small networks the first batch is not the whole.
    for (const [name, values] of normRows(batch, stage))
      getOrCreate(series, name, () => new Float64Array(linear.steps)).set(values, batch.from);
  }
  series.set('input', log10Entries(yield* silently(runInputGradient(trace, stage.sweep))));
  for (const edge of edgeNames(linear)) {
    series.set(`without.${edge}`, yield* runStateNorm(linear, absolute, new Set([edge]), truncation));
    series.set(`path.${edge}`, log10Entries(yield* silently(runPathNorms(linear, edge))));
  }
  series.set('cumulative.state', log10Entries(yield* silently(runCumulativeNorms(linear))));
  const norms = yield* silently(runStepNorms(linear));
  series.set('step.state', log10Entries(norms.state));
  for (const [name, values] of [...norms.block, ...norms.edge]) series.set(`step.${name}`, log10Entries(values));
  const ledger = hasLedger(stage.sweep, truncation) ? (yield* silently(runLedger(stage.sweep))).crossings : new Map();
  return new Map([...numbersOfSeries(trace.cell, series, ledger), ...(yield* weightNumbers(trace, stage, normsOf))]);
}
