/**
 * What each unit of an LSTM does at a step, from its pre-activations: gates, cell, output, and the factors of the linearisation
 * (Greff et al., arXiv 1503.04069, appendix A). Short loops that touch few arrays each: V8 reads an array's address and length at every
 * unit. What the gates are at the step under way, and their derivatives, is kept in arrays that the loops are closed over
 * (math/workspace.ts says why).
 */
import type { Arrays } from '../../math/arrays';
import { logisticAndPrime, tanhAndPrime } from '../../math/elementary';
import { LARGEST_LOADED } from '../../math/largestLayer';
import type { Gate } from '../../settings/edges';
import {
  FactorStore,
  plain,
  product,
  SATURATED,
  scaledLogistic,
  scaledLogisticPrime,
  scaledTanhPrime,
} from '../saturation';
import type { LstmNetwork } from './networks';

/** Room for one gate's units, and two cache lines more: a power of two would have all gates share the same few lines. */
const ROOM = LARGEST_LOADED + 16;
/** Where the gates' units begin in the workspace, and those of tanh(c). */
const Z = 0;
const I = ROOM;
const F = 2 * ROOM;
const O = 3 * ROOM;
const T = 4 * ROOM;

const workspace = makeWorkspace();

/** Where a step finds R y of all gates, [≤ 4N]: scratch space (math/workspace.ts). */
export const { sent } = workspace;

export class LstmUnits {
  /** Each [steps × N]. */
  readonly gate: Readonly<Record<Gate, Float64Array>>;
  readonly c: Float64Array;
  readonly y: Float64Array;
  readonly tanhC: Float64Array;
  /** Factors of the linearisation (linearisation.ts), without peepholes. */
  readonly forget: FactorStore;
  readonly gain: Readonly<Record<Gate, FactorStore>>;
  readonly carry: FactorStore;
  private readonly size: number;
  /** Where R y of each gate begins in `sent`. */
  private readonly from: Readonly<Record<Gate, number>>;

  /** `pre` will be z̄, ī, f̄ and ō, [steps × N] each: W x to begin with. `names` are the gates whose R y is in `sent`, in this order. Errors: no room. */
  constructor(
    private readonly network: LstmNetwork,
    private readonly pre: Readonly<Record<Gate, Float64Array>>,
    names: readonly Gate[],
    arrays: Arrays,
  ) {
    const { length } = pre.z;
    const { hiddenSize } = network;
    if (hiddenSize > LARGEST_LOADED) throw new Error(`No room for a layer of ${hiddenSize} units.`);
    this.size = hiddenSize;
    const array = (): Float64Array => arrays.float64(length);
    this.gate = { z: array(), i: array(), f: array(), o: array() };
    this.c = array();
    this.y = array();
    this.tanhC = array();
    const factors = (): FactorStore => new FactorStore(length, arrays);
    this.forget = factors();
    this.gain = { z: factors(), i: factors(), f: factors(), o: factors() };
    this.carry = factors();
    const from = (name: Gate): number => names.indexOf(name) * hiddenSize;
    this.from = { z: from('z'), i: from('i'), f: from('f'), o: from('o') };
  }

  /** The step whose rows begin at `start`; `cBefore` is the cell before it, [N]. */
  step(start: number, cBefore: Float64Array): void {
    const { pre, gate, c, tanhC, gain, network, from, size } = this;
    const { peepholes, forgetGate, gates } = network;
    if (peepholes) addPeepholes(pre.i, start, gates.i.peephole, cBefore);
    let peak = Math.max(
      workspace.applyTanh(pre.z, start, gates.z.bias, from.z, Z),
      workspace.applyLogistic(pre.i, start, gates.i.bias, from.i, I),
    );
    if (forgetGate) {
      if (peepholes) addPeepholes(pre.f, start, gates.f.peephole, cBefore);
      peak = Math.max(peak, workspace.applyLogistic(pre.f, start, gates.f.bias, from.f, F));
    } else workspace.keepAll(size);
    workspace.storeForget(gate.f, this.forget.mantissa, start, size);
    workspace.updateCells(c, start, cBefore);
    // The output gate looks at the new cell.
    if (peepholes) addPeepholes(pre.o, start, gates.o.peephole, c.subarray(start, start + size));
    peak = Math.max(
      peak,
      workspace.applyLogistic(pre.o, start, gates.o.bias, from.o, O),
      workspace.applyTanhToCells(c, start, size),
    );
    workspace.storeOutputs(this.y, start, size);
    workspace.store(Z, gate.z, I, gain.i.mantissa, start, size);
    workspace.store(I, gate.i, Z, gain.z.mantissa, start, size);
    workspace.store(O, gate.o, T, this.carry.mantissa, start, size);
    workspace.store(T, tanhC, O, gain.o.mantissa, start, size);
    workspace.storeForgetGain(cBefore, gain.f.mantissa, start);
    // Nearly never: one comparison with the largest spares one at every unit.
    if (peak < SATURATED) return;
    for (let k = 0; k < size; k++) if (this.isSaturated(start + k)) this.scaleFactors(start + k, k, cBefore);
  }

  private isSaturated(index: number): boolean {
    const { pre, c } = this;
    return !(
      Math.abs(pre.z[index]) < SATURATED &&
      Math.abs(pre.i[index]) < SATURATED &&
      Math.abs(pre.f[index]) < SATURATED &&
      Math.abs(pre.o[index]) < SATURATED &&
      Math.abs(c[index]) < SATURATED
    );
  }

  /** The factors of a saturated unit, which may have left float64, with their block exponents. */
  private scaleFactors(index: number, k: number, cBefore: Float64Array): void {
    const { pre, gain } = this;
    const { forgetGate } = this.network;
    const at = (row: Float64Array): number => row[index];
    this.forget.set(index, forgetGate ? scaledLogistic(at(pre.f)) : plain(1));
    gain.z.set(index, product(scaledLogistic(at(pre.i)), scaledTanhPrime(at(pre.z))));
    gain.i.set(index, product(plain(at(this.gate.z)), scaledLogisticPrime(at(pre.i))));
    gain.f.set(index, product(plain(cBefore[k]), forgetGate ? scaledLogisticPrime(at(pre.f)) : plain(0)));
    gain.o.set(index, product(plain(at(this.tanhC)), scaledLogisticPrime(at(pre.o))));
    this.carry.set(index, product(scaledLogistic(at(pre.o)), scaledTanhPrime(at(this.c))));
  }
}

/** What a gate sees of the cells, `c` being [N]. */
function addPeepholes(bar: Float64Array, start: number, peephole: Float64Array, c: Float64Array): void {
  for (let k = 0; k < peephole.length; k++) bar[start + k] = bar[start + k] + peephole[k] * c[k];
}

interface Workspace {
  readonly sent: Float64Array;
  /**
   * The rest of one step's row of pre-activations, W x + R y + b with R y from `from` on in `sent`, and tanh and tanh' of it, from `place`
   * on in the workspace. Returns the largest |pre-activation|.
   */
  applyTanh(bar: Float64Array, start: number, bias: Float64Array, from: number, place: number): number;
  /** The same with σ. Written out: V8 inlines no function that it is given, and with one loop for both the forward pass took a quarter longer. */
  applyLogistic(bar: Float64Array, start: number, bias: Float64Array, from: number, place: number): number;
  /** tanh(c) and tanh'(c) of one row; returns the largest |c|. */
  applyTanhToCells(c: Float64Array, start: number, n: number): number;
  /** Without a forget gate f ≡ 1, and nothing depends on what it is made from; written at every step, for the workspace is shared. */
  keepAll(n: number): void;
  /** c = z ⊙ i + c⁻ ⊙ f, one row. */
  updateCells(c: Float64Array, start: number, before: Float64Array): void;
  /** y = tanh(c) ⊙ o, one row. */
  storeOutputs(y: Float64Array, start: number, n: number): void;
  /** One row of what is at `place`, and of that times the derivative at another: the other's gain. */
  store(place: number, out: Float64Array, other: number, gain: Float64Array, start: number, n: number): void;
  /** One row of f, as a gate and as a factor. */
  storeForget(gate: Float64Array, factor: Float64Array, start: number, n: number): void;
  /** c⁻ ⊙ f', one row. */
  storeForgetGain(before: Float64Array, out: Float64Array, start: number): void;
}

/** Indices are kept in int32 by `| 0`. */
function makeWorkspace(): Workspace {
  const sent = new Float64Array(T);
  const values = new Float64Array(T + ROOM);
  const primes = new Float64Array(T + ROOM);

  const applyTanh: Workspace['applyTanh'] = (bar, start, bias, from, place) => {
    let peak = 0;
    for (let k = 0, at = start | 0, s = from | 0, p = place | 0; k < bias.length; k = (k + 1) | 0) {
      const x = bar[at] + sent[s] + bias[k];
      bar[at] = x;
      peak = Math.max(peak, Math.abs(x));
      tanhAndPrime(x, values, p, primes, p);
      at = (at + 1) | 0;
      s = (s + 1) | 0;
      p = (p + 1) | 0;
    }
    return peak;
  };
  const applyLogistic: Workspace['applyLogistic'] = (bar, start, bias, from, place) => {
    let peak = 0;
    for (let k = 0, at = start | 0, s = from | 0, p = place | 0; k < bias.length; k = (k + 1) | 0) {
      const x = bar[at] + sent[s] + bias[k];
      bar[at] = x;
      peak = Math.max(peak, Math.abs(x));
      logisticAndPrime(x, values, p, primes, p);
      at = (at + 1) | 0;
      s = (s + 1) | 0;
      p = (p + 1) | 0;
    }
    return peak;
  };
  const applyTanhToCells: Workspace['applyTanhToCells'] = (c, start, n) => {
    let peak = 0;
    for (let k = T, at = start | 0, end = (T + n) | 0; k < end; k = (k + 1) | 0, at = (at + 1) | 0) {
      const x = c[at];
      peak = Math.max(peak, Math.abs(x));
      tanhAndPrime(x, values, k, primes, k);
    }
    return peak;
  };
  const keepAll: Workspace['keepAll'] = (n) => {
    values.fill(1, F, F + n);
    primes.fill(0, F, F + n);
  };
  const updateCells: Workspace['updateCells'] = (c, start, before) => {
    for (let k = 0, at = start | 0; k < before.length; k = (k + 1) | 0, at = (at + 1) | 0)
      c[at] = values[k] * values[(k + I) | 0] + before[k] * values[(k + F) | 0];
  };
  const storeOutputs: Workspace['storeOutputs'] = (y, start, n) => {
    for (let k = 0, at = start | 0; k < n; k = (k + 1) | 0, at = (at + 1) | 0)
      y[at] = values[(k + T) | 0] * values[(k + O) | 0];
  };
  const store: Workspace['store'] = (place, out, other, gain, start, n) => {
    for (let k = 0, at = start | 0; k < n; k = (k + 1) | 0, at = (at + 1) | 0) {
      const value = values[(k + place) | 0];
      out[at] = value;
      gain[at] = value * primes[(k + other) | 0];
    }
  };
  const storeForget: Workspace['storeForget'] = (gate, factor, start, n) => {
    for (let k = F, at = start | 0, end = (F + n) | 0; k < end; k = (k + 1) | 0, at = (at + 1) | 0) {
      const value = values[k];
      gate[at] = value;
      factor[at] = value;
    }
  };
  const storeForgetGain: Workspace['storeForgetGain'] = (before, out, start) => {
    for (let k = 0, at = start | 0; k < before.length; k = (k + 1) | 0, at = (at + 1) | 0)
      out[at] = before[k] * primes[(k + F) | 0];
  };
  return {
    sent,
    applyTanh,
    applyLogistic,
    applyTanhToCells,
    keepAll,
    updateCells,
    storeOutputs,
    store,
    storeForget,
    storeForgetGain,
  };
}
