/** What the page holds for single views, beside the run's curves: filled in place, kept as stale until a new run replaces it. */
import type { Question } from '../engine/questions';
import type {
  GatesBatch,
  JacobianBatch,
  MeasuredBatch,
  TruncationBatch,
  ViewBatch,
  ViewRequest,
  WeightsBatch,
} from '../engine/viewRequests';
import { type Edge, kindOf } from '../settings/edges';
import { LagMapData } from './lagMapData';

/** What is answered by a curve of the run. */
export type CurveRequest = Extract<ViewRequest, { kind: 'without' | 'offCarousel' | 'input' }>;
type HeldRequest = Exclude<ViewRequest, CurveRequest>;
type Kind = HeldRequest['kind'] | 'truncation';

export class ViewResults {
  jacobian: JacobianBatch | null = null;
  /** log10 ‖Rᵏ‖ by k. */
  readonly growth = new Map<Edge, Float64Array>();
  lag: LagMapData | null = null;
  /** What truncation throws away; means nothing in a run without one. */
  truncation: TruncationBatch | null = null;
  weights: WeightsBatch | null = null;
  gates: GatesBatch | null = null;
  /** Answers for the claim that is open. */
  measured: MeasuredBatch | null = null;
  /** Of the run before: drawn faint until they are replaced. */
  readonly stale = new Set<Kind>();

  constructor(
    readonly steps: number,
    readonly edges: readonly Edge[],
    before: ViewResults | null,
  ) {
    if (before === null) return;
    this.jacobian = before.jacobian;
    for (const [edge, values] of before.growth) if (edges.includes(edge)) this.growth.set(edge, values);
    if (before.lag !== null) this.lag = new LagMapData(before.lag.of, steps, before.lag);
    this.truncation = before.truncation;
    this.weights = before.weights;
    this.gates = before.gates;
    this.measured = before.measured;
    for (const kind of ['jacobian', 'growth', 'lag', 'truncation', 'weights', 'gates', 'measure'] as const)
      this.stale.add(kind);
  }

  apply<K extends ViewBatch['kind']>(batch: Extract<ViewBatch, { kind: K }>): void {
    const applier: Applier<K> = APPLIERS[batch.kind as K];
    applier(this, batch);
  }

  /** One answer, where it is of this run and not of the one before. */
  fresh<K extends 'jacobian' | 'truncation' | 'weights' | 'gates' | 'measured'>(kind: K): ViewResults[K] | null {
    return this.stale.has(kind === 'measured' ? 'measure' : kind) ? null : this[kind];
  }

  /** Whether this run's answer is here, whole. */
  has<K extends HeldRequest['kind']>(request: Extract<HeldRequest, { kind: K }>): boolean {
    const isThere: Check<K> = IS_THERE[request.kind as K];
    return isThere(this, request) && !this.stale.has(request.kind);
  }
}

type Applier<K extends ViewBatch['kind']> = (results: ViewResults, batch: Extract<ViewBatch, { kind: K }>) => void;

/** Where each kind of answer is kept. */
const APPLIERS: { readonly [K in ViewBatch['kind']]: Applier<K> } = {
  jacobian(results, batch) {
    results.jacobian = batch;
    results.stale.delete('jacobian');
  },
  growth(results, { edge, values }) {
    results.growth.set(edge, values);
    if (results.edges.filter((name) => kindOf(name) === 'matrix').at(-1) === edge) results.stale.delete('growth');
  },
  lag(results, batch) {
    if (results.lag?.of !== batch.of) {
      results.lag = new LagMapData(batch.of, results.steps, results.lag);
      results.stale.add('lag');
    }
    results.lag.apply(batch);
    if (batch.from === 0) results.stale.delete('lag');
  },
  truncation(results, batch) {
    results.truncation = batch;
    results.stale.delete('truncation');
  },
  weights(results, batch) {
    results.weights = batch;
    results.stale.delete('weights');
  },
  measured(results, batch) {
    results.measured = batch;
    results.stale.delete('measure');
  },
  gates(results, batch) {
    results.gates = batch;
    results.stale.delete('gates');
  },
};

type Check<K extends HeldRequest['kind']> = (
  results: ViewResults,
  request: Extract<HeldRequest, { kind: K }>,
) => boolean;

/** Whether an answer of each kind is held, whole, be it of this run or of the one before. */
const IS_THERE: { readonly [K in HeldRequest['kind']]: Check<K> } = {
  jacobian: ({ jacobian }, { step }) => jacobian?.step === step,
  growth: ({ growth }) => growth.size > 0,
  lag: ({ lag }, { of }) => lag?.of === of && lag.ready === 0,
  weights: ({ weights }) => weights !== null,
  measure: ({ measured }, { questions }) => sameQuestions(measured?.questions, questions),
  gates: ({ gates }) => gates !== null,
};

/** Plain data: the same questions are written the same. */
function sameQuestions(a: readonly Question[] | undefined, b: readonly Question[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
