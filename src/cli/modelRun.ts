/** A layer of a model file with the gradient that reaches it, as plain data that JSON can hold. */
import { cellOf } from '../engine/cells';
import { forwardStack, hasFiniteWeights, levelsOf, type SweptLayer, sweepStack, timeOf } from '../engine/stack';
import { weightGradients } from '../engine/weightGradients';
import { gradientNorms } from '../formats/gradientNorms';
import type { ModelFile, RecurrentLayer } from '../formats/model';
import type { Sequence } from '../formats/sequences';
import type { Scaled } from '../math/scaled';
import { scaledNorm } from '../math/scaledVector';
import { runToEnd } from '../math/task';
import { lossAt, type ModelLoss } from '../script/modelLoss';
import { statePartsOf } from '../settings/edges';
import { firstBroken, type Printed, printed, printedLog } from './printedNumber';

/** Arrays are [steps × units] in time's order; null: exactly zero. */
export interface TracedLayer {
  readonly y: Printed[][];
  /** Of an LSTM. */
  readonly c?: Printed[][];
  readonly delta_y: Printed[][];
  readonly delta_c?: Printed[][];
  readonly log10DeltaYNorm: (number | null)[];
  readonly loss: number;
  readonly gradientNorm: Readonly<Record<string, Printed>>;
}

/** Errors: a number that leaves float64 in the forward pass. */
export function traceLayer(
  model: ModelFile,
  layer: RecurrentLayer,
  { inputs, steps }: Sequence,
  choice: ModelLoss,
): TracedLayer {
  const levels = levelsOf(model.layers, layer.stack);
  const spoilt = levels.flat().find(({ network }) => !hasFiniteWeights(network));
  if (spoilt !== undefined) throw new Error(`the weights of ${spoilt.name || spoilt.layer} are not all finite`);
  const stack = runToEnd(forwardStack(levels, inputs, steps));
  const { loss, delta } = lossAt(stack, choice);
  if (!Number.isFinite(loss)) throw new Error(`the loss is ${loss}`);
  const swept = runToEnd(sweepStack(stack, delta))
    .flat()
    .find((candidate) => candidate.layer === layer) as SweptLayer<RecurrentLayer>;
  const traced = { ...vectorsOf(swept), loss, gradientNorm: normsOf(swept) };
  const broken = firstBroken(traced);
  if (broken !== null) throw new Error(`a number at ${broken} is no longer finite`);
  return traced;
}

function vectorsOf({ layer, trace, sweep }: SweptLayer<RecurrentLayer>): Omit<TracedLayer, 'loss' | 'gradientNorm'> {
  const { steps, size } = trace.linear;
  const inTime = <T>(read: (step: number) => T): T[] =>
    Array.from({ length: steps }, (_, time) => read(timeOf(time, steps, layer.direction)));
  const rows = ({
    mantissa,
    blockExponent,
  }: {
    readonly mantissa: Float64Array;
    readonly blockExponent: Int32Array | null;
  }): Printed[][] =>
    inTime((step) =>
      Array.from({ length: size }, (_, k) => {
        const index = step * size + k;
        return printed({ mantissa: mantissa[index], blockExponent: blockExponent?.[index] ?? 0 });
      }),
    );
  const states = cellOf(trace.cell).states(trace);
  const [cell, output] = statePartsOf(trace.cell).length === 2 ? [...states.values()] : [null, [...states.values()][0]];
  const { deltaOutput, deltaCell } = sweep;
  const norm = (step: number): Scaled => scaledNorm(deltaOutput.mantissa, deltaOutput.blockExponent, step * size, size);
  return {
    y: rows(output),
    ...(cell === null ? {} : { c: rows(cell) }),
    delta_y: rows(deltaOutput),
    ...(cell === null ? {} : { delta_c: rows(deltaCell) }),
    log10DeltaYNorm: inTime((step) => printedLog(norm(step))),
  };
}

function normsOf({ layer, trace, sweep }: SweptLayer<RecurrentLayer>): Record<string, Printed> {
  const norms = gradientNorms(layer, weightGradients(trace, sweep));
  return Object.fromEntries([...norms].map(([name, norm]) => [name, printed(norm)]));
}
