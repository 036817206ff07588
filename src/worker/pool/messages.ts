/** Messages between the engine's worker and those of its pool. */

import type { NormTask } from '../../engine/normTasks';
import type { SeriesBatch } from '../../engine/seriesBatches';
import type { Settings } from '../../settings/settings';
import type { FileMessage } from '../messages';

export type ToPoolWorker =
  | FileMessage
  /** Sent to a worker that has answered the one before. */
  | {
      readonly kind: 'task';
      readonly id: number;
      readonly settings: Settings;
      readonly isPerturbed: boolean;
      readonly task: NormTask;
    }
  /** Its answer is not wanted any more: `done` comes at the next pause. */
  | { readonly kind: 'cancel'; readonly id: number };

export type FromPoolWorker =
  | { readonly kind: 'batch'; readonly id: number; readonly batch: SeriesBatch }
  | { readonly kind: 'done'; readonly id: number }
  | { readonly kind: 'failed'; readonly id: number };
