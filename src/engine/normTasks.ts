/**
 * Norms of Jacobians as tasks that need nothing of one another: blocks of step norms, and whole curves of products. Whoever has the
 * network can run any of them, in any order, with the same bits; in large networks a pool of threads does.
 */
import { LARGEST_LAYER } from '../math/largestLayer';
import type { Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import { runCumulativeNorms, runPathNorms } from './cumulativeNorms';
import { edgeNames, type Linearisation } from './linearisation';
import { columnsPerBatch, logs, type SeriesBatch, series } from './seriesBatches';
import { newStepNorms, type StepBlock, StepNormSolver, stepBlocks } from './stepNorms';

export type NormTask =
  | ({ readonly kind: 'steps' } & StepBlock)
  | { readonly kind: 'path'; readonly edge: Edge }
  | { readonly kind: 'cumulative'; readonly of: 'state' | 'ghost' };

/** In the order in which a run goes through them. */
export const NORM_STAGES = ['steps', 'paths', 'cumulative'] as const;
export type NormStage = (typeof NORM_STAGES)[number];

/** Whether there is room for the products of Jacobians: not in every network from a file. */
export const hasNorms = ({ size }: Pick<Linearisation, 'size'>): boolean => size <= LARGEST_LAYER;

/** None where there is no room for them. */
export function tasksOf(stage: NormStage, linear: Linearisation, hasGhost: boolean): NormTask[] {
  if (!hasNorms(linear)) return [];
  switch (stage) {
    case 'steps':
      return stepBlocks(linear).map((block) => ({ kind: 'steps', ...block }));
    case 'paths':
      return edgeNames(linear).map((edge) => ({ kind: 'path', edge }));
    case 'cumulative':
      return (hasGhost ? (['state', 'ghost'] as const) : (['state'] as const)).map((of) => ({
        kind: 'cumulative',
        of,
      }));
  }
}

/** The tasks of one network. */
export class NormTasks {
  private solver: StepNormSolver | null = null;

  /** `ghost`: the linearised plain RNN beside it, made when it is asked for. */
  constructor(
    private readonly linear: Linearisation,
    private readonly ghost: () => Generator<void, Linearisation | null>,
  ) {}

  *run(task: NormTask): Generator<SeriesBatch | void, void> {
    const { linear } = this;
    switch (task.kind) {
      case 'steps':
        yield* this.steps(task);
        return;
      case 'path':
        yield* series(`path.${task.edge}`, linear, runPathNorms(linear, task.edge));
        return;
      case 'cumulative': {
        const own = task.of === 'state' ? linear : yield* this.ghost();
        if (own !== null) yield* series(`cumulative.${task.of}`, own, runCumulativeNorms(own));
      }
    }
  }

  /** Streams a block's norms while they grow. */
  private *steps(block: StepBlock): Generator<SeriesBatch | void, void> {
    const { linear } = this;
    this.solver ??= yield* StepNormSolver.of(linear);
    const columns = columnsPerBatch(linear, 200);
    let { end } = block;
    for (const grown of this.solver.run(block, newStepNorms(linear))) {
      if (!grown || (end - grown.step < columns && grown.step > block.from)) {
        yield;
        continue;
      }
      const { step, norms } = grown;
      yield logs('step.state', norms.state, step, end - step);
      for (const [edge, values] of norms.edge) yield logs(`step.${edge}`, values, step, end - step);
      for (const [name, values] of norms.block) yield logs(`step.${name}`, values, step, end - step);
      end = step;
    }
  }
}

export interface NormOrder {
  readonly settings: Settings;
  /** Of the second run. */
  readonly isPerturbed: boolean;
  readonly tasks: readonly NormTask[];
}

/** Tasks that others compute. */
export interface NormJob {
  /** The task's next batch, in their order; null while it is not there, `done` after the last, `failed` where nobody will compute it. */
  next(task: number): SeriesBatch | null | 'done' | 'failed';
  /** Drops what is not there yet. */
  cancel(): void;
}

export interface NormPool {
  /** Null where it would be no help: the caller then runs the tasks itself. */
  begin(order: NormOrder): NormJob | null;
}
