/** What the page and the worker say to each other. Typed unions, run ids, and buffers that are transferred, not cloned. */
import type { Batch } from '../engine/batches';
import type { Extra } from '../engine/extras';
import type { Inspection } from '../engine/inspection';
import type { Settings } from '../settings/settings';

export type ToWorker =
  /** Starts a run; only the newest that waits counts. */
  | { readonly kind: 'run'; readonly runId: number; readonly settings: Settings; readonly extras: readonly Extra[] }
  /** More about this run; replaces what was asked for before and is not there yet. */
  | { readonly kind: 'extras'; readonly runId: number; readonly extras: readonly Extra[] }
  /** Exact numbers of one cell; step and unit are 0-based. */
  | { readonly kind: 'inspect'; readonly requestId: number; readonly step: number; readonly unit: number };

export type FromWorker =
  | { readonly kind: 'batch'; readonly runId: number; readonly batch: Batch }
  | { readonly kind: 'done'; readonly runId: number }
  | {
      readonly kind: 'inspected';
      readonly requestId: number;
      readonly runId: number;
      readonly inspection: Inspection | null;
    }
  | { readonly kind: 'failed'; readonly runId: number; readonly message: string };
