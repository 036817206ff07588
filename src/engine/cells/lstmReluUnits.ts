/** What each unit of an LSTM with ReLU does at a step: gates, cell, output, and the factors of the linearisation (spec, section 6). */
import type { Arrays } from '../../math/arrays';
import { logisticAndPrime } from '../../math/elementary';
import { normalised, ONE, type Scaled, scaledSum, toNumber, ZERO } from '../../math/scaled';
import { ScaledVector } from '../../math/scaledVector';
import type { Gate } from '../../settings/edges';
import {
  FactorStore,
  MOST_SATURATED,
  normalisedAt,
  plain,
  product,
  SATURATED,
  scaledLogistic,
  scaledLogisticPrime,
} from '../saturation';
import type { LstmNetwork, Task } from './networks';

type OfGates<T> = Readonly<Record<Gate, T>>;

/** Between these a number needs no block exponent: the largest mantissa, and what may be multiplied by a unit's factors without being lost. */
const MOST = 1e38;
const LEAST = 1e-100;

function fits(x: number): boolean {
  const size = Math.abs(x);
  return size === 0 || (size > LEAST && size < MOST);
}

const relu = (x: Scaled): Scaled => (x.mantissa > 0 ? x : ZERO);

/** ReLU'(0) = 0, as in PyTorch. */
export const reluPrime = (x: Scaled): Scaled => (x.mantissa > 0 ? ONE : ZERO);

/** Places of the gates in what `logisticAndPrime` writes. */
const I = 0;
const F = 1;
const O = 2;

export class LstmReluUnits {
  /** Each [steps × N]. `pre`: W x until a step is computed. */
  readonly pre: OfGates<FactorStore>;
  readonly gate: OfGates<FactorStore>;
  readonly c: FactorStore;
  readonly y: FactorStore;
  readonly bent: FactorStore;
  /** Factors of the linearisation (linearisation.ts), without peepholes. */
  readonly forget: FactorStore;
  readonly gain: OfGates<FactorStore>;
  readonly carry: FactorStore;
  /** The pre-activations of the step under way but for the peepholes, [N] each. */
  readonly bars: OfGates<ScaledVector>;
  private readonly values = new Float64Array(3);
  private readonly primes = new Float64Array(3);

  constructor(
    private readonly network: LstmNetwork,
    private readonly task: Task,
    arrays: Arrays,
  ) {
    const { hiddenSize: n } = network;
    const store = (): FactorStore => new FactorStore(task.steps * n, arrays);
    const stores = (): OfGates<FactorStore> => ({ z: store(), i: store(), f: store(), o: store() });
    const vector = (): ScaledVector => new ScaledVector(n);
    this.pre = stores();
    this.gate = stores();
    this.gain = stores();
    [this.c, this.y, this.bent, this.forget, this.carry] = [store(), store(), store(), store(), store()];
    this.bars = { z: vector(), i: vector(), f: vector(), o: vector() };
  }

  /** y before this step in `out`, [N]; false where that needs scaled numbers. */
  plainOutputs(step: number, out: Float64Array): boolean {
    const n = out.length;
    const from = (step - 1) * n;
    const { mantissa, blockExponent } = this.y;
    for (let k = 0; k < n; k++) {
      if (step > 0 && blockExponent !== null && blockExponent[from + k] !== 0) return false;
      const value = (step === 0 ? this.task.initialOutput[k] : mantissa[from + k]) as number;
      if (!fits(value)) return false;
      out[k] = value;
    }
    return true;
  }

  /** The same in scaled numbers. */
  scaledOutputs(step: number, out: ScaledVector): void {
    const n = out.size;
    for (let k = 0; k < n; k++)
      out.put(k, step === 0 ? plain(this.task.initialOutput[k]) : normalisedAt(this.y, (step - 1) * n + k));
  }

  /** All units of a step, 0-based, whose `bars` are there. */
  step(step: number): void {
    const n = this.network.hiddenSize;
    const { initialCell } = this.task;
    const { mantissa, blockExponent } = this.c;
    for (let k = 0; k < n; k++) {
      const index = step * n + k;
      const before = (step === 0 ? initialCell[k] : mantissa[index - n]) as number;
      const block = step === 0 || blockExponent === null ? 0 : blockExponent[index - n];
      if (block !== 0 || !this.computePlain(index, k, before)) this.computeScaled(index, k, normalised(before, block));
    }
  }

  /** False, and nothing that counts is written, where this unit's numbers may leave float64. */
  private computePlain(index: number, k: number, before: number): boolean {
    const { values, primes, gain } = this;
    const { peepholes, forgetGate, gates } = this.network;
    const { z: zBars, i: iBars, f: fBars, o: oBars } = this.bars;
    if (
      zBars.blockExponent[k] !== 0 ||
      iBars.blockExponent[k] !== 0 ||
      fBars.blockExponent[k] !== 0 ||
      oBars.blockExponent[k] !== 0
    )
      return false;
    const zBar = zBars.mantissa[k];
    const iBar = peepholes ? iBars.mantissa[k] + gates.i.peephole[k] * before : iBars.mantissa[k];
    const fBar = peepholes ? fBars.mantissa[k] + gates.f.peephole[k] * before : fBars.mantissa[k];
    if (!fits(before) || !fits(zBar) || !(Math.abs(iBar) < SATURATED && Math.abs(fBar) < SATURATED)) return false;
    logisticAndPrime(iBar, values, I, primes, I);
    logisticAndPrime(fBar, values, F, primes, F);
    const z = Math.max(0, zBar);
    const i = values[I];
    const f = forgetGate ? values[F] : 1;
    const cell = z * i + before * f;
    // The output gate looks at the new cell.
    const oBar = peepholes ? oBars.mantissa[k] + gates.o.peephole[k] * cell : oBars.mantissa[k];
    if (!fits(cell) || !(Math.abs(oBar) < SATURATED)) return false;
    logisticAndPrime(oBar, values, O, primes, O);
    const shown = Math.max(0, cell);
    const o = values[O];
    this.pre.z.mantissa[index] = zBar;
    this.pre.i.mantissa[index] = iBar;
    this.pre.f.mantissa[index] = fBar;
    this.pre.o.mantissa[index] = oBar;
    this.gate.z.mantissa[index] = z;
    this.gate.i.mantissa[index] = i;
    this.gate.f.mantissa[index] = f;
    this.gate.o.mantissa[index] = o;
    this.c.mantissa[index] = cell;
    this.bent.mantissa[index] = shown;
    this.y.mantissa[index] = shown * o;
    this.forget.mantissa[index] = f;
    gain.z.mantissa[index] = zBar > 0 ? i : 0;
    gain.i.mantissa[index] = z * primes[I];
    gain.f.mantissa[index] = forgetGate ? before * primes[F] : 0;
    gain.o.mantissa[index] = shown * primes[O];
    this.carry.mantissa[index] = cell > 0 ? o : 0;
    return true;
  }

  private computeScaled(index: number, k: number, before: Scaled): void {
    const { network, bars, gate, gain } = this;
    const { peepholes, forgetGate, gates } = network;
    /** The whole pre-activation; `seen` is the cell that the gate's peephole looks at. */
    const barOf = (name: Gate, seen: Scaled): Scaled => {
      const { mantissa, blockExponent } = bars[name].at(k);
      const bar = normalised(mantissa, blockExponent);
      const whole = peepholes ? scaledSum(bar, product(plain(gates[name].peephole[k]), seen)) : bar;
      this.pre[name].set(index, whole);
      return whole;
    };
    const zBar = barOf('z', ZERO);
    const iBar = barOf('i', before);
    const fBar = forgetGate ? barOf('f', before) : ZERO;
    const [z, i, f] = [relu(zBar), logisticOf(iBar), forgetGate ? logisticOf(fBar) : ONE];
    const cell = scaledSum(product(z, i), product(before, f));
    // The output gate looks at the new cell.
    const oBar = barOf('o', cell);
    const [shown, o] = [relu(cell), logisticOf(oBar)];
    gate.z.set(index, z);
    gate.i.set(index, i);
    gate.f.set(index, f);
    gate.o.set(index, o);
    this.c.set(index, cell);
    this.bent.set(index, shown);
    this.y.set(index, product(shown, o));
    this.forget.set(index, f);
    gain.z.set(index, product(i, reluPrime(zBar)));
    gain.i.set(index, product(z, logisticPrimeOf(iBar)));
    gain.f.set(index, forgetGate ? product(before, logisticPrimeOf(fBar)) : ZERO);
    gain.o.set(index, product(shown, logisticPrimeOf(oBar)));
    this.carry.set(index, product(o, reluPrime(cell)));
  }
}

/** σ(x) for an x of any size: beyond what can be held it is exactly 0 or 1. */
function logisticOf(x: Scaled): Scaled {
  const value = toNumber(x);
  if (Math.abs(value) > MOST_SATURATED) return value > 0 ? ONE : ZERO;
  return scaledLogistic(value);
}

/** σ'(x) for an x of any size: there it is exactly 0. */
export function logisticPrimeOf(x: Scaled): Scaled {
  const value = toNumber(x);
  return Math.abs(value) > MOST_SATURATED ? ZERO : scaledLogisticPrime(value);
}
