/** The engine's own answer to a reference case, under the same keys as the case's `expected`: computed, never copied. */
import { BLOCKS } from '../engine/blockNorms';
import { cellOf } from '../engine/cells';
import { GradientState } from '../engine/crossing';
import { runCumulativeNorms, runPathNorms } from '../engine/cumulativeNorms';
import { type ForwardTrace, forward } from '../engine/forward';
import { hasLedger, runLedger, scaledShare } from '../engine/ledger';
import { edgeNames } from '../engine/linearisation';
import { spectrumOf } from '../engine/spectrum';
import { runStepNorms } from '../engine/stepNorms';
import { type BackwardSweep, newSweep, runSweep } from '../engine/sweep';
import { weightGradients } from '../engine/weightGradients';
import { type Scaled, scaledProduct, scaledRoot, scaledSum, ZERO } from '../math/scaled';
import { type FactorRows, type ScaledRows, type ScaledVector, scaledNorm } from '../math/scaledVector';
import { runToEnd } from '../math/task';
import { statePartsOf } from '../settings/edges';
import { firstBroken, type Printed, printed, printedLog } from './printedNumber';
import { isMatrix, type ReferenceCase } from './referenceCase';

export type Values = Record<string, unknown>;

/** Errors: a number that the engine cannot hold on the way. */
export function referenceValues({ network, task, loss, cuts, truncation }: ReferenceCase): Values {
  const trace = runToEnd(forward(network, task));
  const { linear } = trace;
  const sweep = newSweep(linear, loss, cuts);
  runToEnd(runSweep(sweep, truncation));
  const edges = edgeNames(linear);

  const values: Values = forwardValues(trace, linear.size);
  const deltas = statePartsOf(trace.cell).map(
    (part) => [part, part === 'c' ? sweep.deltaCell : sweep.deltaOutput] as const,
  );
  for (const [part, delta] of deltas) values[`delta_${part}`] = rows(delta);
  values.message = Object.fromEntries(
    edges.map((edge) => [edge, rows(sweep.message.get(edge) as ScaledRows).slice(0, linear.steps - 1)]),
  );
  values.log10DeltaNorm = Object.fromEntries(deltas.map(([part, delta]) => [part, logNorms(delta)]));

  const weights = weightGradients(trace, sweep);
  values.gradient = Object.fromEntries(
    [...weights.gradient].map(([name, sum]) => [name, isMatrix(name) ? rows(sum) : rows(sum).flat()]),
  );
  values.gradientNormPerStep = Object.fromEntries([...weights.perStep].map(([name, norms]) => [name, numbers(norms)]));
  values.gradientNorm = printed(weights.globalNorm);

  if (hasLedger(sweep, truncation)) {
    values.crossings = crossingsOf(sweep);
    values.log10StateGradientNorm = stateGradientNorms(sweep);
  }

  const norms = runToEnd(runStepNorms(linear));
  values.jacobianNorm = {
    state: numbers(norms.state),
    ...Object.fromEntries(
      (linear.hasCell ? BLOCKS : []).map((block) => {
        const [first, ...others] = numbers(norms.block.get(block) as ScaledVector);
        // Cell to cell is not defined at the first step.
        return [block, [block === 'cellToCell' ? null : first, ...others]];
      }),
    ),
  };
  values.edgeJacobianNorm = Object.fromEntries([...norms.edge].map(([edge, series]) => [edge, numbers(series)]));
  values.log10CumulativeNorm = logs(runToEnd(runCumulativeNorms(linear)));
  values.log10PathNorm = Object.fromEntries(edges.map((edge) => [edge, logs(runToEnd(runPathNorms(linear, edge)))]));
  const spectra = linear.matrixEdges.map(
    ({ edge, matrix }) => [edge, runToEnd(spectrumOf(matrix, linear.size))] as const,
  );
  values.spectralRadius = Object.fromEntries(spectra.map(([edge, { radius }]) => [edge, plain(radius)]));
  values.spectralNorm = Object.fromEntries(spectra.map(([edge, { norm }]) => [edge, plain(norm)]));
  const broken = firstBroken(values);
  if (broken !== null) throw new Error(`a number at ${broken} is no longer finite`);
  return values;
}

function forwardValues(trace: ForwardTrace, size: number): Values {
  const states = [...cellOf(trace.cell).states(trace)];
  return Object.fromEntries(states.map(([part, values]) => [part, factorRows(values, size)]));
}

function plain(value: number): Printed {
  return printed({ mantissa: value, blockExponent: 0 });
}

function rows(source: ScaledRows): Printed[][] {
  return Array.from({ length: source.rows }, (_, row) =>
    Array.from({ length: source.size }, (_, k) => printed(source.at(row, k))),
  );
}

function factorRows({ mantissa, blockExponent }: FactorRows, size: number): Printed[][] {
  return Array.from({ length: mantissa.length / size }, (_, row) =>
    Array.from({ length: size }, (_, k) => {
      const index = row * size + k;
      return printed({ mantissa: mantissa[index], blockExponent: blockExponent?.[index] ?? 0 });
    }),
  );
}

function numbers(series: ScaledVector): Printed[] {
  return Array.from({ length: series.size }, (_, k) => printed(series.at(k)));
}

/** log10 by step; null where the value is exactly zero. */
function logs(series: ScaledVector): (number | null)[] {
  return Array.from({ length: series.size }, (_, k) => printedLog(series.at(k)));
}

function rowNorm(source: ScaledRows, row: number): Scaled {
  return scaledNorm(source.mantissa, source.blockExponent, row * source.size, source.size);
}

function logNorms(source: ScaledRows): (number | null)[] {
  return Array.from({ length: source.rows }, (_, row) => printedLog(rowNorm(source, row)));
}

/** By edge and step; null where there is no gradient to ask about. A share of 10^-400 is not 0. */
function crossingsOf(sweep: BackwardSweep): Readonly<Record<string, (Printed | null)[]>> {
  const { steps, size } = sweep.linear;
  const ledger = runToEnd(runLedger(sweep));
  const g = new GradientState(size);
  const tangent = new GradientState(size);
  return Object.fromEntries(
    edgeNames(sweep.linear).map((edge) => {
      const series = Array.from({ length: steps }, (_, step) => {
        sweep.arrivingCell.load(step, g.cell);
        sweep.deltaOutput.load(step, g.output);
        (ledger.tangentCell.get(edge) as ScaledRows).load(step, tangent.cell);
        (ledger.tangentOutput.get(edge) as ScaledRows).load(step, tangent.output);
        const share = scaledShare(g, tangent);
        return share === null ? null : printed(share);
      });
      return [edge, series];
    }),
  );
}

function stateGradientNorms(sweep: BackwardSweep): (number | null)[] {
  return Array.from({ length: sweep.linear.steps }, (_, step) => {
    const square = [sweep.arrivingCell, sweep.deltaOutput]
      .map((source) => rowNorm(source, step))
      .reduce((sum, norm) => scaledSum(sum, scaledProduct(norm, norm)), ZERO);
    return printedLog(scaledRoot(square));
  });
}
