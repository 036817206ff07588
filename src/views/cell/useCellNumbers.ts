/** The numbers of the diagram: norms by step from the run's own curves, which move with a slider, and the walk's as they come. */
import { useMemo } from 'react';
import { drawingOf } from '../../charts/cells';
import type { Walk } from '../../engine/walk';
import { type Cuttable, isBetweenSteps } from '../../settings/edges';
import type { RunResult } from '../../store/runResult';
import { receivingStep } from '../../store/viewRequests';
import { truncationNote } from '../../story/truncationNote';
import { useApp, useShown } from '../common/context';

export interface CellNumbers {
  /** t, 0-based: the step whose arriving messages are shown. */
  readonly step: number;
  readonly steps: number;
  /** Whether nobody has chosen that step. */
  readonly isDefault: boolean;
  /** log10 against the loss of the message that `edge` delivers at step t + offset; NaN while it is not known. */
  readonly message: (edge: Cuttable, offset: number) => number;
  /** log10 of ‖δc‖, ‖δy‖ (‖δh‖) at step t + offset. */
  readonly whole: (name: 'c' | 'y', offset: number) => number;
  /** Null until the engine has answered about this step of a network like this one. */
  readonly walk: Walk | null;
  /** The same of the second run, which shows how many digits hold; `message`, `whole` undefined and `walk` null while it is not there. */
  readonly second: {
    readonly message: (edge: Cuttable, offset: number) => number | undefined;
    readonly whole: (name: 'c' | 'y', offset: number) => number | undefined;
    readonly walk: Walk | null;
  };
  /** What truncation does here, in words; null where it does nothing. */
  readonly truncation: string | null;
  /** Whether what is shown belongs to the run before. */
  readonly isStale: boolean;
  /** Whether the walk does. */
  readonly isWalkStale: boolean;
}

export function useCellNumbers(): CellNumbers | null {
  const result = useShown('views', ({ run }) => run);
  const picture = useShown('views', ({ run }) => run?.picture ?? 0);
  const crosshair = useApp((state) => state.crosshair);
  const inspection = useApp((state) => state.inspection);
  const perturbed = useApp((state) => state.perturbedInspection);
  const isChecked = useShown('views', ({ run }) => run?.perturbed?.done.has('messages') ?? false);
  const isAnswer = useShown('views', ({ run }, { inspectedRun }) => inspectedRun === run?.runId);
  const ready = useShown('views', ({ run }) => run?.ready ?? 0);
  return useMemo(() => {
    // `picture` stands for what is in the curves, which are filled in place.
    if (result === null || picture === 0) return null;
    const { steps } = result.info;
    const step = receivingStep(crosshair, steps);
    const walk = inspection !== null && isLike(inspection.walk, result) ? inspection.walk : null;
    const isWalkOfStep = inspection?.step === step;
    const { within } = drawingOf(result.settings.cell).layout;
    /** No curve has what stays within a step: the walk does. */
    const inWalk = (edge: Cuttable, of: Walk | null | undefined, offset: number): number | undefined => {
      const quantity = within.find((line) => line.edge === edge)?.quantity;
      return isWalkOfStep && quantity !== undefined ? of?.[offset]?.norm[quantity] : undefined;
    };
    return {
      step,
      steps,
      isDefault: crosshair === null,
      message: (edge, offset) =>
        (isBetweenSteps(edge) ? result.curve(`arriving.${edge}`)?.[step + offset] : inWalk(edge, walk, offset)) ??
        Number.NaN,
      whole: (name, offset) => result.curve(name)?.[step + offset] ?? Number.NaN,
      walk,
      second: {
        message: (edge, offset) =>
          isBetweenSteps(edge)
            ? isChecked
              ? result.perturbedAt(`arriving.${edge}`, step + offset)
              : undefined
            : inWalk(edge, perturbed?.walk, offset),
        whole: (name, offset) => (isChecked ? result.perturbedAt(name, step + offset) : undefined),
        walk: walk === null ? null : (perturbed?.walk ?? null),
      },
      truncation: truncationNote(result.settings, { step, steps, inForce: result.info.truncation }),
      isStale: ready > step,
      isWalkStale: !isAnswer || !isWalkOfStep,
    };
  }, [result, picture, crosshair, inspection, perturbed, isChecked, isAnswer, ready]);
}

/** Whether the walk has this network's edges: one of an LSTM says nothing of an RNN. */
function isLike([here]: Walk, { info }: RunResult): boolean {
  return info.edges.every((edge) => here.message[edge] !== undefined);
}
