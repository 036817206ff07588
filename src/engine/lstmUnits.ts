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

/** What reaches a gate at a step beside its inputs, [N] each: R y and its bias. */
interface Drive {
  readonly sent: Float64Array;
  readonly bias: Float64Array;
}

/**
 * The rest of one step's row of pre-activations, and f and f' of it: `out` at the same place, `prime` [N] from 0 on. Returns the largest
 * |pre-activation|.
 */
function bendByTanh(bar: Float64Array, start: number, drive: Drive, out: Float64Array, prime: Float64Array): number {
  const { sent, bias } = drive;
  let peak = 0;
  for (let k = 0, at = start | 0; k < bias.length; k = (k + 1) | 0, at = (at + 1) | 0) {
    const x = (bar[at] as number) + (sent[k] as number) + (bias[k] as number);
    bar[at] = x;
    peak = Math.max(peak, Math.abs(x));
    tanhAndPrime(x, out, at, prime, k);
  }
  return peak;
}

/** The same with σ. Written out: V8 inlines no function that it is given, and with one loop for both the forward pass took a quarter longer. */
function bendByLogistic(
  bar: Float64Array,
  start: number,
  drive: Drive,
  out: Float64Array,
  prime: Float64Array,
): number {
  const { sent, bias } = drive;
  let peak = 0;
  for (let k = 0, at = start | 0; k < bias.length; k = (k + 1) | 0, at = (at + 1) | 0) {
    const x = (bar[at] as number) + (sent[k] as number) + (bias[k] as number);
    bar[at] = x;
    peak = Math.max(peak, Math.abs(x));
    logisticAndPrime(x, out, at, prime, k);
  }
  return peak;
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
  /** Derivatives at the step under way, of the gates and of tanh(c), [N]. */
  private readonly prime: Readonly<Record<Gate | 't', Float64Array>>;
  /** Zeros for tanh(c), which lacks nothing. */
  private readonly drive: Readonly<Record<Gate | 't', Drive>>;

  /** `pre` will be z̄, ī, f̄ and ō, [steps × N] each: W x to begin with. `sent` is where each step finds R y, [N] for each gate. */
  constructor(
    private readonly network: LstmNetwork,
    private readonly pre: Readonly<Record<Gate, Float64Array>>,
    sent: Readonly<Record<Gate, Float64Array>>,
    arrays: Arrays,
  ) {
    const { length } = pre.z;
    const { hiddenSize, gates } = network;
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
    const step = (): Float64Array => new Float64Array(hiddenSize);
    this.prime = { z: step(), i: step(), f: step(), o: step(), t: step() };
    const drive = (gate: Gate): Drive => ({ sent: sent[gate], bias: gates[gate].bias });
    this.drive = { z: drive('z'), i: drive('i'), f: drive('f'), o: drive('o'), t: { sent: step(), bias: step() } };
    // Without a forget gate f ≡ 1, and nothing depends on what it is made from.
    if (!network.forgetGate) {
      this.gate.f.fill(1);
      this.forget.mantissa.fill(1);
    }
  }

  /** The step whose rows begin at `start`; `cBefore` is the cell before it, [N]. */
  step(start: number, cBefore: Float64Array): void {
    const { pre, gate, prime, c, tanhC, gain, network, drive } = this;
    const { peepholes, forgetGate, gates } = network;
    if (peepholes) addPeepholes(pre.i, start, gates.i.peephole, cBefore);
    let peak = Math.max(
      bendByTanh(pre.z, start, drive.z, gate.z, prime.z),
      bendByLogistic(pre.i, start, drive.i, gate.i, prime.i),
    );
    if (forgetGate) {
      if (peepholes) addPeepholes(pre.f, start, gates.f.peephole, cBefore);
      peak = Math.max(peak, bendByLogistic(pre.f, start, drive.f, gate.f, prime.f));
      copyRow(gate.f, start, this.size, this.forget.mantissa);
    }
    updateCells(c, start, gate.z, gate.i, gate.f, cBefore);
    // The output gate looks at the new cell.
    if (peepholes) addPeepholes(pre.o, start, gates.o.peephole, c.subarray(start, start + this.size));
    peak = Math.max(
      peak,
      bendByLogistic(pre.o, start, drive.o, gate.o, prime.o),
      bendByTanh(c, start, drive.t, tanhC, prime.t),
    );
    for (let k = 0, at = start | 0; k < this.size; k = (k + 1) | 0, at = (at + 1) | 0)
      this.y[at] = (tanhC[at] as number) * (gate.o[at] as number);
    multiplyRow(gate.i, prime.z, start, gain.z.mantissa);
    multiplyRow(gate.z, prime.i, start, gain.i.mantissa);
    multiplyRow(tanhC, prime.o, start, gain.o.mantissa);
    multiplyRow(gate.o, prime.t, start, this.carry.mantissa);
    for (let k = 0; k < this.size; k++) gain.f.mantissa[start + k] = (cBefore[k] as number) * (prime.f[k] as number);
    // Nearly never: one look at the largest spares one at every unit.
    if (peak < SATURATED) return;
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
    gain.i.set(index, product(plain(at(this.gate.z)), scaledLogisticPrime(at(pre.i))));
    gain.f.set(index, product(plain(cBefore[k] as number), forgetGate ? scaledLogisticPrime(at(pre.f)) : plain(0)));
    gain.o.set(index, product(plain(at(this.tanhC)), scaledLogisticPrime(at(pre.o))));
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
  for (let k = 0, at = start | 0; k < before.length; k = (k + 1) | 0, at = (at + 1) | 0)
    c[at] = (z[at] as number) * (i[at] as number) + (before[k] as number) * (f[at] as number);
}

/** What a gate sees of the cells, `c` being [N]. */
function addPeepholes(bar: Float64Array, start: number, peephole: Float64Array, c: Float64Array): void {
  for (let k = 0; k < peephole.length; k++)
    bar[start + k] = (bar[start + k] as number) + (peephole[k] as number) * (c[k] as number);
}

/** One row of a ⊙ b, b being [N]. */
function multiplyRow(a: Float64Array, b: Float64Array, start: number, out: Float64Array): void {
  for (let k = 0, at = start | 0; k < b.length; k = (k + 1) | 0, at = (at + 1) | 0)
    out[at] = (a[at] as number) * (b[k] as number);
}

function copyRow(from: Float64Array, start: number, size: number, to: Float64Array): void {
  const end = (start + size) | 0;
  for (let at = start | 0; at < end; at = (at + 1) | 0) to[at] = from[at] as number;
}
