/** What the page holds for single views, beside the run's curves: filled in place, kept as stale until a new run replaces it. */
import type { ViewBatch, ViewRequest } from '../engine/viewRequests';
import { type Edge, kindOf } from '../settings/edges';
import { LagMapData } from './lagMapData';

/** What is answered by a curve of the run. */
export type CurveRequest = Extract<ViewRequest, { kind: 'without' | 'offCarousel' | 'input' }>;
type HeldRequest = Exclude<ViewRequest, CurveRequest>;

type Kind = ViewBatch['kind'];
/** Answers that come in one piece. */
type WholeBatch = Exclude<ViewBatch, { kind: 'growth' | 'lag' }>;
type WholeKind = WholeBatch['kind'];

export class ViewResults {
  /** log10 ‖Rᵏ‖ by k. */
  readonly growth = new Map<Edge, Float64Array>();
  lag: LagMapData | null = null;
  /** Of the run before, or in part: drawn faint until they are replaced. */
  readonly stale = new Set<Kind>();
  private readonly answers = new Map<WholeKind, WholeBatch>();

  constructor(
    private readonly steps: number,
    private readonly edges: readonly Edge[],
    before: ViewResults | null,
  ) {
    if (before === null) return;
    for (const [kind, answer] of before.answers) this.answers.set(kind, answer);
    for (const [edge, values] of before.growth) if (edges.includes(edge)) this.growth.set(edge, values);
    if (before.lag !== null) this.lag = new LagMapData(before.lag.of, steps, before.lag);
    for (const kind of this.answers.keys()) this.stale.add(kind);
    if (this.growth.size > 0) this.stale.add('growth');
    if (this.lag !== null) this.stale.add('lag');
  }

  apply(batch: ViewBatch): void {
    let isWhole = true;
    if (batch.kind === 'growth') {
      this.growth.set(batch.edge, batch.values);
      isWhole = this.edges.filter((name) => kindOf(name) === 'matrix').at(-1) === batch.edge;
    } else if (batch.kind === 'lag') {
      if (this.lag?.of !== batch.of) this.lag = new LagMapData(batch.of, this.steps, this.lag);
      this.lag.apply(batch);
      isWhole = batch.from === 0;
    } else this.answers.set(batch.kind, batch);
    if (isWhole) this.stale.delete(batch.kind);
    else this.stale.add(batch.kind);
  }

  /** The newest answer, be it of this run or of the one before. */
  newest<K extends WholeKind>(kind: K): Extract<WholeBatch, { kind: K }> | null {
    return (this.answers.get(kind) ?? null) as Extract<WholeBatch, { kind: K }> | null;
  }

  /** The answer, where it is of this run. */
  fresh<K extends WholeKind>(kind: K): Extract<WholeBatch, { kind: K }> | null {
    return this.stale.has(kind) ? null : this.newest(kind);
  }

  /** Whether this run's answer is here, whole: it has all that the request has. */
  has(request: HeldRequest): boolean {
    const held = this.heldOf(request.kind);
    if (held === null || this.stale.has(request.kind)) return false;
    // Plain data: the same is written the same.
    return Object.entries(request).every(
      ([name, value]) => name === 'kind' || JSON.stringify(held[name]) === JSON.stringify(value),
    );
  }

  private heldOf(kind: HeldRequest['kind']): Readonly<Record<string, unknown>> | null {
    if (kind === 'growth') return this.growth.size > 0 ? {} : null;
    if (kind === 'lag') return this.lag === null ? null : { of: this.lag.of };
    const answer = this.newest(kind);
    return answer === null ? null : { ...answer };
  }
}
