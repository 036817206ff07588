/** What one file turns out to be, as a worker that reads it answers. */
import type { ModelFile } from './model';

export interface NamedBytes {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface ReadModel extends NamedBytes {
  readonly kind: 'model';
  readonly model: ModelFile;
  readonly notices: readonly string[];
}

export interface ReadData extends NamedBytes {
  readonly kind: 'data';
  readonly data: BatchOfSequences;
  /** Of each sequence; null where the file has none, or they do not fit. */
  readonly targets: readonly Float64Array[] | null;
  readonly notices: readonly string[];
}

export type ReadFile = ReadModel | ReadData;

/** [B × T × M], row-major; `lengths`: steps of each sequence, the rest being padding. */
export interface BatchOfSequences {
  readonly shape: readonly [number, number, number];
  readonly values: Float64Array;
  readonly lengths: readonly number[];
}
