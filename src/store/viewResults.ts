/** What the page holds for single views, beside the run's curves: filled in place, kept as stale until a new run replaces it. */
import type { Batch } from '../engine/batches';
import type { Question } from '../engine/questions';
import type {
  GatesBatch,
  JacobianBatch,
  MeasuredBatch,
  TruncationBatch,
  ViewRequest,
  WeightsBatch,
} from '../engine/viewRequests';
import { type Edge, kindOf } from '../settings/edges';
import { LagMapData } from './lagMapData';

/** What is asked for beside curves, which the result itself keeps. */
/** What is answered by a curve of the run. */
export type CurveRequest = Extract<ViewRequest, { kind: 'without' | 'rest' | 'input' }>;
type Kind = Exclude<ViewRequest['kind'], CurveRequest['kind']> | 'truncation';

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
    private readonly steps: number,
    private readonly edges: readonly Edge[],
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

  apply(batch: Batch): void {
    switch (batch.kind) {
      case 'jacobian':
        this.jacobian = batch;
        this.stale.delete('jacobian');
        break;
      case 'growth':
        this.growth.set(batch.edge, batch.values);
        if (this.edges.filter((edge) => kindOf(edge) === 'matrix').at(-1) === batch.edge) this.stale.delete('growth');
        break;
      case 'lag':
        if (this.lag?.of !== batch.of) {
          this.lag = new LagMapData(batch.of, this.steps, this.lag);
          this.stale.add('lag');
        }
        this.lag.apply(batch);
        if (batch.from === 0) this.stale.delete('lag');
        break;
      case 'truncation':
        this.truncation = batch;
        this.stale.delete('truncation');
        break;
      case 'weights':
        this.weights = batch;
        this.stale.delete('weights');
        break;
      case 'measured':
        this.measured = batch;
        this.stale.delete('measure');
        break;
      case 'gates':
        this.gates = batch;
        this.stale.delete('gates');
        break;
      default:
    }
  }

  /** One answer, where it is of this run and not of the one before. */
  fresh<K extends 'jacobian' | 'truncation' | 'weights' | 'gates' | 'measured'>(kind: K): ViewResults[K] | null {
    return this.stale.has(kind === 'measured' ? 'measure' : kind) ? null : this[kind];
  }

  /** Whether this run's answer is here, whole. */
  has(request: ViewRequest): boolean {
    switch (request.kind) {
      case 'jacobian':
        return this.jacobian?.step === request.step && !this.stale.has('jacobian');
      case 'growth':
        return this.growth.size > 0 && !this.stale.has('growth');
      case 'lag':
        return this.lag?.of === request.of && this.lag.ready === 0;
      case 'weights':
        return this.weights !== null && !this.stale.has('weights');
      case 'measure':
        return sameQuestions(this.measured?.questions, request.questions) && !this.stale.has('measure');
      case 'gates':
        return this.gates !== null && !this.stale.has('gates');
      case 'without':
      case 'rest':
      case 'input':
        return false;
    }
  }
}

/** Plain data: the same questions are written the same. */
function sameQuestions(a: readonly Question[] | undefined, b: readonly Question[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
