/** A network and everything that has been measured of it so far: each part is run when it is first asked for, and kept. */
import { exp } from '../math/elementary';
import { log10Of } from '../math/scaled';
import { log10Entries, type ScaledVector } from '../math/scaledVector';
import { silently } from '../math/task';
import { activeCuts, type Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import { atRestMultiplier } from './atRest';
import { runCumulativeNorms, runPathNorms } from './cumulativeNorms';
import { type ForwardTrace, forward } from './forward';
import { clippedByValue, cosine, flattened, norm, relativeError } from './gradientComparison';
import { hasLedger, type Ledger, runLedger } from './ledger';
import { edgeNames } from './linearisation';
import { NO_FILES } from './loaded/files';
import { lossOf, truncationOf } from './loss';
import { allBut, runStateNorm } from './messageStage';
import { lossChange, type Neighbours, neighboursOf } from './neighbours';
import type { Between, Curve, Measure } from './questions';
import type { MatrixCache } from './recurrentMatrix';
import { setUpRun } from './runSetup';
import type { Setup } from './setup';
import { largestRise, largestUnitFactor } from './stepFactor';
import { runStepNorms, type StepNorms } from './stepNorms';
import { type BackwardSweep, newSweep, type OutputGradient, runSweep, type Truncation } from './sweep';
import { runWeightGradients } from './weightGradients';

const LN10 = Math.LN10;
const NO_TRUNCATION: Truncation = { kind: 'none' };

export class Workbench {
  private setup: Setup | null = null;
  private ownTrace: ForwardTrace | null = null;
  private loss: OutputGradient | null = null;
  private stepNorms: StepNorms | null = null;
  private ledger: Ledger | null = null;
  private apart: Neighbours | null = null;
  private readonly curves = new Map<Curve, Float64Array>();
  private readonly gradients = new Map<string, ScaledVector>();

  constructor(
    private readonly settings: Settings,
    private readonly cache: MatrixCache,
    private readonly isPerturbed = false,
  ) {}

  *answer(what: Measure): Generator<void, number> {
    switch (what.kind) {
      case 'log10':
        return yield* this.log10At(what.curve, what.lag);
      case 'norm':
        return powerOfTen(yield* this.log10At(what.curve, what.lag));
      case 'largest':
        return powerOfTen(largestOf(yield* this.curve(what.curve)));
      case 'largestAlone':
        return yield* this.largestAlone(what.lag);
      case 'growth':
        return yield* this.factor(what);
      case 'lost':
        return 1 - (yield* this.factor(what));
      case 'largestFactor':
        if (what.of === 'norm') return powerOfTen(largestRise(yield* this.curve('g')));
        return largestUnitFactor(yield* this.sweep(yield* this.truncation()));
      case 'memory':
        return -what.lag / (LN10 * (yield* this.log10At(what.curve, what.lag)));
      case 'crossings': {
        const crossings = yield* this.crossings(what.lag);
        if (what.edge === 'all') return sum(crossings.values());
        mustHave(what.edge, crossings.has(what.edge));
        return crossings.get(what.edge) as number;
      }
      case 'absoluteCrossings':
        return sum([...(yield* this.crossings(what.lag)).values()].map(Math.abs));
      case 'spectrum': {
        const spectrum = (yield* this.network()).spectra.get(what.edge);
        if (spectrum === undefined) throw new Error(`this network has no matrix ${what.edge}`);
        return spectrum[what.of];
      }
      case 'atRest':
        return atRestMultiplier(this.settings, (yield* this.network()).spectra) ?? Number.NaN;
      case 'truncation':
        return yield* this.truncated(this.settings.truncationSteps, what.of === 'cosine' ? cosine : relativeError);
      case 'truncationRatio': {
        const error = yield* this.truncated(what.to, relativeError);
        return error / (yield* this.truncated(what.from, relativeError));
      }
      case 'valueClipping': {
        const full = yield* this.gradient(NO_TRUNCATION);
        return cosine(clippedByValue(full, what.limit), full);
      }
      case 'weightGradient': {
        const { mantissa, blockExponent } = norm(yield* this.gradient(NO_TRUNCATION));
        return log10Of(mantissa, blockExponent);
      }
      case 'neighbours':
        return yield* this.ofNeighbours(what.of);
    }
  }

  private *network(): Generator<void, Setup> {
    this.setup ??= yield* setUpRun(this.settings, this.cache, NO_FILES, this.isPerturbed);
    return this.setup;
  }

  private *trace(): Generator<void, ForwardTrace> {
    const { network, task } = yield* this.network();
    this.ownTrace ??= yield* forward(network, task);
    return this.ownTrace;
  }

  private *lossGradient(): Generator<void, OutputGradient> {
    const { linear } = yield* this.trace();
    this.loss ??= yield* lossOf(this.settings, linear.steps, this.isPerturbed);
    return this.loss;
  }

  private *truncation(truncationSteps = this.settings.truncationSteps): Generator<void, Truncation> {
    return truncationOf({ ...this.settings, truncationSteps }, (yield* this.trace()).linear.steps);
  }

  /** Per step, between two lags. */
  private *factor({ curve, from, to }: Between): Generator<void, number> {
    const start = yield* this.log10At(curve, from);
    return powerOfTen(((yield* this.log10At(curve, to)) - start) / (to - from));
  }

  private *log10At(name: Curve, lag: number): Generator<void, number> {
    const values = yield* this.curve(name);
    return values[stepAt(values.length, lag)];
  }

  /** log10 by step, [steps]. */
  private *curve(name: Curve): Generator<void, Float64Array> {
    const known = this.curves.get(name);
    if (known !== undefined) return known;
    const values = yield* this.drawCurve(name);
    this.curves.set(name, values);
    return values;
  }

  private *drawCurve(name: Curve): Generator<void, Float64Array> {
    const { linear } = yield* this.trace();
    const cuts = activeCuts(this.settings);
    const truncation = yield* this.truncation();
    const [kind, part = ''] = name.split('.');
    switch (kind) {
      case 'g':
        return yield* runStateNorm(linear, yield* this.lossGradient(), cuts, truncation);
      case 'ghost': {
        const { ghost, task } = yield* this.network();
        if (ghost === null) throw new Error('this network has no ghost');
        const trace = yield* forward(ghost, task);
        return yield* runStateNorm(trace.linear, yield* this.lossGradient(), new Set(), truncation);
      }
      case 'alone': {
        mustHave(part, edgeNames(linear).includes(part as Edge));
        // A path that is cut has nothing alone either.
        const others = new Set([...allBut(part as Edge, linear, cuts), ...cuts]);
        return yield* runStateNorm(linear, yield* this.lossGradient(), others, truncation);
      }
      case 'path':
        return log10Entries(yield* silently(runPathNorms(linear, part as Edge)));
      case 'cumulative':
        return log10Entries(yield* silently(runCumulativeNorms(linear)));
      default:
        return log10Entries(yield* this.stepNorm(part));
    }
  }

  private *stepNorm(of: string): Generator<void, ScaledVector> {
    const { linear } = yield* this.trace();
    this.stepNorms ??= yield* silently(runStepNorms(linear));
    const { state, block, edge } = this.stepNorms;
    const named: ReadonlyMap<string, ScaledVector> = new Map([['state', state], ...block, ...edge]);
    const series = named.get(of);
    if (series === undefined) throw new Error(`this network has no Jacobian ${of}`);
    return series;
  }

  private *largestAlone(lag: number): Generator<void, number> {
    const { linear } = yield* this.trace();
    let largest = -Infinity;
    for (const edge of edgeNames(linear)) largest = Math.max(largest, yield* this.log10At(`alone.${edge}`, lag));
    return largest;
  }

  /** By edge, at a lag. */
  private *crossings(lag: number): Generator<void, ReadonlyMap<Edge, number>> {
    const { linear } = yield* this.trace();
    const step = stepAt(linear.steps, lag);
    if (this.ledger === null) {
      const truncation = yield* this.truncation();
      const sweep = yield* this.sweep(truncation);
      if (!hasLedger(sweep, truncation)) throw new Error('crossings need a loss at the last step and no truncation');
      this.ledger = yield* silently(runLedger(sweep));
    }
    return new Map([...this.ledger.crossings].map(([edge, values]) => [edge, values[step]]));
  }

  private *sweep(truncation: Truncation): Generator<void, BackwardSweep> {
    const { linear } = yield* this.trace();
    const sweep = newSweep(linear, yield* this.lossGradient(), activeCuts(this.settings));
    yield* silently(runSweep(sweep, truncation));
    return sweep;
  }

  /** The gradient with so many steps of the settings' kind of truncation, held against the whole one. */
  private *truncated(truncationSteps: number, held: typeof cosine): Generator<void, number> {
    const part = yield* this.gradient(yield* this.truncation(truncationSteps));
    return held(part, yield* this.gradient(NO_TRUNCATION));
  }

  private *ofNeighbours(of: Extract<Measure, { kind: 'neighbours' }>['of']): Generator<void, number> {
    const trace = yield* this.trace();
    this.apart ??= yield* neighboursOf(trace, this.settings.seed);
    const lags = trace.linear.steps - 1;
    if (of === 'lossChange') return lossChange(this.apart, yield* this.sweep(NO_TRUNCATION));
    const factor = powerOfTen(this.apart.growth / lags);
    return of === 'factor' ? factor : factor / (yield* this.factor({ curve: 'g', from: 0, to: lags }));
  }

  /** All weights' gradient with this truncation, as one vector. */
  private *gradient(truncation: Truncation): Generator<void, ScaledVector> {
    const name = JSON.stringify(truncation);
    const known = this.gradients.get(name);
    if (known !== undefined) return known;
    const flat = flattened(yield* runWeightGradients(yield* this.trace(), yield* this.sweep(truncation)));
    this.gradients.set(name, flat);
    return flat;
  }
}

function mustHave(edge: string, has: boolean): void {
  if (!has) throw new Error(`this network has no edge ${edge}`);
}

/** The 0-based step that lies `lag` steps before the last. */
function stepAt(steps: number, lag: number): number {
  if (!(lag >= 0 && lag < steps)) throw new RangeError(`a sequence of ${steps} steps has no lag ${lag}`);
  return steps - 1 - lag;
}

function sum(values: Iterable<number>): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

function largestOf(values: Float64Array): number {
  // NaN stands where a norm is not defined (c → c at the first step), and is no norm.
  return values.reduce((top, value) => (value > top ? value : top), -Infinity);
}

function powerOfTen(exponent: number): number {
  return exp(LN10 * exponent);
}
