/** The engine's own answer to a reference case, under the same keys as the case's `expected`: computed, never copied. */
import { runCumulativeNorms, runPathNorms } from '../engine/cumulativeNorms';
import { type ForwardTrace, forward } from '../engine/forward';
import { hasLedger, runLedger } from '../engine/ledger';
import { edgeNames } from '../engine/linearisation';
import { spectrumOf } from '../engine/spectrum';
import { BLOCKS, runStepNorms } from '../engine/stepNorms';
import { type BackwardSweep, newSweep, runSweep } from '../engine/sweep';
import { weightGradients } from '../engine/weightGradients';
import { log10Of, scaledProduct, scaledSum, toNumber } from '../math/limb';
import { type ScaledRows, type ScaledVector, scaledNorm } from '../math/scaledVector';
import { runToEnd } from '../math/task';
import { prepare, type ReferenceCase } from './referenceCase';

type Values = Record<string, unknown>;

export function referenceValues(source: ReferenceCase): Values {
  const { network, task, loss, cuts, truncation } = prepare(source);
  const trace = runToEnd(forward(network, task));
  const { linear } = trace;
  const sweep = newSweep(linear, loss, cuts);
  runToEnd(runSweep(sweep, truncation));
  const edges = edgeNames(linear);
  const state = linear.hasCell ? ['c', 'y'] : ['h'];

  const values: Values = {};
  for (const name of state) values[name] = forwardRows(trace, name);
  if (linear.hasCell) values.delta_c = rows(sweep.deltaCell);
  values[linear.hasCell ? 'delta_y' : 'delta_h'] = rows(sweep.deltaOutput);
  values.message = Object.fromEntries(
    edges.map((edge) => [edge, rows(sweep.message.get(edge) as ScaledRows).slice(0, linear.steps - 1)]),
  );
  values.log10DeltaNorm = Object.fromEntries(
    state.map((name) => [name, logNorms(name === 'c' ? sweep.deltaCell : sweep.deltaOutput)]),
  );

  const weights = weightGradients(trace, sweep);
  values.gradient = Object.fromEntries(
    [...weights.gradient].map(([name, sum]) => [name, sum.size === 1 ? rows(sum).flat() : rows(sum)]),
  );
  values.gradientNormPerStep = Object.fromEntries([...weights.perStep].map(([name, norms]) => [name, numbers(norms)]));
  values.gradientNorm = toNumber(weights.globalNorm);

  if (hasLedger(sweep, truncation)) {
    const { crossings } = runToEnd(runLedger(sweep));
    values.crossings = Object.fromEntries([...crossings].map(([edge, series]) => [edge, [...series]]));
    values.log10StateGradientNorm = stateGradientNorms(sweep);
  }

  const norms = runToEnd(runStepNorms(linear));
  values.jacobianNorm = {
    state: numbers(norms.state),
    ...Object.fromEntries(
      (linear.hasCell ? BLOCKS : []).map((block) => {
        const series = numbers(norms.block.get(block) as ScaledVector);
        return [block, series.map((value) => (Number.isNaN(value) ? null : value))];
      }),
    ),
  };
  values.edgeJacobianNorm = Object.fromEntries([...norms.edge].map(([edge, series]) => [edge, numbers(series)]));
  values.log10CumulativeNorm = logs(runToEnd(runCumulativeNorms(linear)));
  values.log10PathNorm = Object.fromEntries(edges.map((edge) => [edge, logs(runToEnd(runPathNorms(linear, edge)))]));
  const spectra = linear.matrixEdges.map(
    ({ edge, matrix }) => [edge, runToEnd(spectrumOf(matrix, linear.size))] as const,
  );
  values.spectralRadius = Object.fromEntries(spectra.map(([edge, { radius }]) => [edge, radius]));
  values.spectralNorm = Object.fromEntries(spectra.map(([edge, { norm }]) => [edge, norm]));
  return values;
}

function forwardRows(trace: ForwardTrace, name: string): number[][] {
  if (trace.kind === 'rnn') return rows(trace.h);
  const source = name === 'c' ? trace.c : trace.y;
  const n = trace.network.hiddenSize;
  return Array.from({ length: trace.task.steps }, (_, step) => [...source.subarray(step * n, (step + 1) * n)]);
}

function rows(source: ScaledRows): number[][] {
  return Array.from({ length: source.rows }, (_, row) =>
    Array.from({ length: source.size }, (_, k) => toNumber(source.at(row, k))),
  );
}

function numbers(series: ScaledVector): number[] {
  return Array.from({ length: series.size }, (_, k) => toNumber(series.at(k)));
}

/** log10 by step; null where the value is exactly zero. */
function logs(series: ScaledVector): (number | null)[] {
  return Array.from({ length: series.size }, (_, k) =>
    finiteOrNull(log10Of(series.mantissa[k] as number, series.limb[k] as number)),
  );
}

function logNorms(source: ScaledRows): (number | null)[] {
  return Array.from({ length: source.rows }, (_, row) => {
    const norm = scaledNorm(source.mantissa, source.limb, row * source.size, source.size);
    return finiteOrNull(log10Of(norm.mantissa, norm.limb));
  });
}

function stateGradientNorms(sweep: BackwardSweep): (number | null)[] {
  const { steps, size } = sweep.linear;
  return Array.from({ length: steps }, (_, step) => {
    const square = [sweep.arrivingCell, sweep.deltaOutput]
      .map((source) => scaledNorm(source.mantissa, source.limb, step * size, size))
      .reduce((sum, norm) => scaledSum(sum, scaledProduct(norm, norm)), { mantissa: 0, limb: 0 });
    return finiteOrNull(log10Of(square.mantissa, square.limb) / 2);
  });
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
