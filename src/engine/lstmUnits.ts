/**
 * What each unit of an LSTM does at a step, from its pre-activations: gates, cell, output, and the factors of the linearisation
 * (Greff et al., arXiv 1503.04069, appendix A). Short loops that touch few arrays each: V8 checks an array once a loop, and one
 * loop over all thirty of them checked each of them at every unit.
 */
import type { Arrays } from '../math/arrays';
import { logisticAndPrime, tanhAndPrime } from '../math/elementary';
import type { Gate } from '../settings/edges';
import type { LstmNetwork } from './network';
import {
  FactorStore,
  plain,
  product,
  SATURATED,
  scaledLogistic,
  scaledLogisticPrime,
  scaledTanhPrime,
} from './saturation';

/** Value and derivative of every unit's function at one step, [N]. */
class Activation {
  readonly value: Float64Array;
  readonly prime: Float64Array;

  constructor(size: number) {
    this.value = new Float64Array(size);
    this.prime = new Float64Array(size);
  }

  tanh(x: Float64Array, start: number): void {
    const { value, prime } = this;
    for (let k = 0; k < value.length; k++) tanhAndPrime(x[start + k] as number, value, prime, k);
  }

  logistic(x: Float64Array, start: number): void {
    const { value, prime } = this;
    for (let k = 0; k < value.length; k++) logisticAndPrime(x[start + k] as number, value, prime, k);
  }
}

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
  private readonly z: Activation;
  private readonly i: Activation;
  private readonly f: Activation;
  private readonly o: Activation;
  private readonly t: Activation;

  /** `pre` are z̄, ī, f̄ and ō, [steps × N] each, filled in before each step; ō gets its peephole's part here. */
  constructor(
    private readonly network: LstmNetwork,
    private readonly pre: Readonly<Record<Gate, Float64Array>>,
    arrays: Arrays,
  ) {
    const { length } = pre.z;
    const array = (): Float64Array => arrays.float64(length);
    this.size = network.hiddenSize;
    this.gate = { z: array(), i: array(), f: array(), o: array() };
    this.c = array();
    this.y = array();
    this.tanhC = array();
    const factors = (): FactorStore => new FactorStore(length, arrays);
    this.forget = factors();
    this.gain = { z: factors(), i: factors(), f: factors(), o: factors() };
    this.carry = factors();
    this.z = new Activation(this.size);
    this.i = new Activation(this.size);
    this.f = new Activation(this.size);
    this.o = new Activation(this.size);
    this.t = new Activation(this.size);
    // Without a forget gate f ≡ 1, and nothing depends on what it is made from.
    this.f.value.fill(1);
  }

  /** The step whose rows begin at `start`; `cBefore` is the cell before it, [N]. */
  step(start: number, cBefore: Float64Array): void {
    const { pre, z, i, f, o, t, network } = this;
    z.tanh(pre.z, start);
    i.logistic(pre.i, start);
    if (network.forgetGate) f.logistic(pre.f, start);
    updateCells(this.c, start, z.value, i.value, f.value, cBefore);
    if (network.peepholes) addPeepholes(pre.o, start, network.gates.o.peephole, this.c);
    o.logistic(pre.o, start);
    t.tanh(this.c, start);
    this.gate.z.set(z.value, start);
    this.gate.i.set(i.value, start);
    this.gate.f.set(f.value, start);
    this.gate.o.set(o.value, start);
    this.tanhC.set(t.value, start);
    this.forget.mantissa.set(f.value, start);
    multiplyRows(t.value, o.value, this.y, start);
    multiplyRows(i.value, z.prime, this.gain.z.mantissa, start);
    multiplyRows(z.value, i.prime, this.gain.i.mantissa, start);
    multiplyRows(cBefore, f.prime, this.gain.f.mantissa, start);
    multiplyRows(t.value, o.prime, this.gain.o.mantissa, start);
    multiplyRows(o.value, t.prime, this.carry.mantissa, start);
    for (let k = 0; k < this.size; k++) if (this.isSaturated(start + k)) this.scaleFactors(start + k, k, cBefore);
  }

  private isSaturated(index: number): boolean {
    const { pre, c } = this;
    return !(
      Math.abs(pre.z[index] as number) < SATURATED &&
      Math.abs(pre.i[index] as number) < SATURATED &&
      Math.abs(pre.f[index] as number) < SATURATED &&
      Math.abs(pre.o[index] as number) < SATURATED &&
      Math.abs(c[index] as number) < SATURATED
    );
  }

  /** The factors of a saturated unit, which may have left float64, with their limbs. */
  private scaleFactors(index: number, k: number, cBefore: Float64Array): void {
    const { pre, gain } = this;
    const { forgetGate } = this.network;
    const at = (row: Float64Array): number => row[index] as number;
    this.forget.set(index, forgetGate ? scaledLogistic(at(pre.f)) : plain(1));
    gain.z.set(index, product(scaledLogistic(at(pre.i)), scaledTanhPrime(at(pre.z))));
    gain.i.set(index, product(plain(this.z.value[k] as number), scaledLogisticPrime(at(pre.i))));
    gain.f.set(index, product(plain(cBefore[k] as number), forgetGate ? scaledLogisticPrime(at(pre.f)) : plain(0)));
    gain.o.set(index, product(plain(this.t.value[k] as number), scaledLogisticPrime(at(pre.o))));
    this.carry.set(index, product(scaledLogistic(at(pre.o)), scaledTanhPrime(at(this.c))));
  }
}

/** c = z ⊙ i + c⁻ ⊙ f */
function updateCells(
  c: Float64Array,
  start: number,
  z: Float64Array,
  i: Float64Array,
  f: Float64Array,
  before: Float64Array,
): void {
  for (let k = 0; k < z.length; k++)
    c[start + k] = (z[k] as number) * (i[k] as number) + (before[k] as number) * (f[k] as number);
}

/** The output gate looks at the new cell. */
function addPeepholes(bar: Float64Array, start: number, peephole: Float64Array, c: Float64Array): void {
  for (let k = 0; k < peephole.length; k++)
    bar[start + k] = (bar[start + k] as number) + (peephole[k] as number) * (c[start + k] as number);
}

function multiplyRows(a: Float64Array, b: Float64Array, out: Float64Array, start: number): void {
  for (let k = 0; k < a.length; k++) out[start + k] = (a[k] as number) * (b[k] as number);
}
