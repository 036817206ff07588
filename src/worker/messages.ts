/** Messages between page and worker: typed unions, run ids, and buffers that are transferred, not cloned. */
import type { Batch } from '../engine/batches';
import type { Inspection } from '../engine/inspection';
import type { LoadedData, LoadedModel } from '../engine/loaded/files';
import type { ViewRequest } from '../engine/viewRequests';
import type { Settings } from '../settings/settings';

/** The pane whose settings the controls show, and the one that is pinned beside it. */
export type PaneName = 'active' | 'pinned';

/** One worker owns both panes. */
export interface ToPane {
  readonly pane: PaneName;
  readonly message: ToWorker;
}

/** A person's own file, by the hash that settings name it by; for runs that are asked for afterwards. */
export type FileMessage =
  | { readonly kind: 'model'; readonly hash: string; readonly model: LoadedModel }
  | { readonly kind: 'data'; readonly hash: string; readonly data: LoadedData };

/** A ping asks for a sign of life: the worker answers between two slices of its work. */
export type ToEngine = ToPane | FileMessage | { readonly kind: 'ping' };

export type FromPane =
  | { readonly kind: 'pane'; readonly pane: PaneName; readonly message: FromWorker }
  /** Of these two runs: the cosine between their gradients by step; null where they have no state in common. */
  | {
      readonly kind: 'comparison';
      readonly active: number;
      readonly pinned: number;
      readonly cosines: Float64Array<ArrayBuffer> | null;
      /** The same of their second runs; null while those are not there. */
      readonly perturbed: Float64Array<ArrayBuffer> | null;
    }
  /** The answer to a ping; `busy` while there is anything left to compute. */
  | { readonly kind: 'pong'; readonly busy: boolean };

export type ToWorker =
  /** Starts a run; only the newest that waits counts. */
  | {
      readonly kind: 'run';
      readonly runId: number;
      readonly settings: Settings;
      readonly requests: readonly ViewRequest[];
    }
  /** More about this run; replaces what was asked for before and is not there yet. */
  | { readonly kind: 'requests'; readonly runId: number; readonly requests: readonly ViewRequest[] }
  /** Exact numbers of one cell; step and unit are 0-based. */
  | { readonly kind: 'inspect'; readonly requestId: number; readonly step: number; readonly unit: number };

export type FromWorker =
  | { readonly kind: 'batch'; readonly runId: number; readonly batch: Batch }
  | { readonly kind: 'done'; readonly runId: number }
  /** Of the second run, which shows how many digits hold; and that it has come to its end. */
  | { readonly kind: 'perturbed'; readonly runId: number; readonly batch: Batch }
  | { readonly kind: 'checked'; readonly runId: number }
  | {
      readonly kind: 'inspected';
      readonly requestId: number;
      readonly runId: number;
      readonly inspection: Inspection | null;
      /** The same of the second run; null while it is not there. */
      readonly perturbed: Inspection | null;
    }
  | { readonly kind: 'failed'; readonly runId: number; readonly message: string };
