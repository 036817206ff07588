/** Networks and data from a person's own files, by the hash that a link names them by. */
import type { Settings } from '../../settings/settings';
import type { Network } from '../cells/networks';
import type { TracedLayer, TracedStack } from '../stack';

/** One recurrent layer in one direction. */
export interface LoadedLayer {
  /** What `Settings.layer` names it by. */
  readonly id: string;
  readonly network: Network;
  readonly direction: 'forward' | 'reverse';
  /** Layers of one stack feed one another; 0 reads its input. */
  readonly stack: number;
  readonly depth: number;
  /** y⁰ or h⁰, c⁰, [N]; zeros where they are null. */
  readonly initialOutput: Float64Array | null;
  readonly initialCell: Float64Array | null;
}

/** logits = weight · y + bias. */
export interface LoadedHead {
  readonly name: string;
  /** [outputs × inputs], row-major. */
  readonly weight: { readonly shape: readonly number[]; readonly values: Float64Array };
  readonly bias: Float64Array | null;
  /** Null where any stack of its width may be read by it. */
  readonly stack: number | null;
  /** It reads the last output that each direction makes; false where this is left out. */
  readonly readsFinalStates?: boolean;
}

export interface LoadedModel {
  readonly layers: readonly LoadedLayer[];
  readonly heads: readonly LoadedHead[];
}

/** The run of the whole stack that the layer in sight is part of. */
export interface LoadedRun {
  readonly model: LoadedModel;
  readonly stack: TracedStack<LoadedLayer>;
  readonly own: TracedLayer<LoadedLayer>;
}

/** [B × T × M], row-major; sequences that are shorter are padded. */
export interface LoadedData {
  readonly shape: readonly [number, number, number];
  readonly values: Float64Array;
  /** Steps of each sequence. */
  readonly lengths: readonly number[];
}

export class LoadedFiles {
  private readonly models = new Map<string, LoadedModel>();
  private readonly batches = new Map<string, LoadedData>();

  addModel(hash: string, model: LoadedModel): void {
    this.models.set(hash, model);
  }

  addData(hash: string, data: LoadedData): void {
    this.batches.set(hash, data);
  }

  /** The network that the settings ask for; null where it is drawn, or its file is not here (yet). */
  modelOf({ file }: Pick<Settings, 'file'>): LoadedModel | null {
    return this.models.get(file) ?? null;
  }

  dataOf({ data }: Pick<Settings, 'data'>): LoadedData | null {
    return this.batches.get(data) ?? null;
  }

  /** Changes where the same settings come to mean other numbers, because a file has arrived. */
  keyOf(settings: Pick<Settings, 'file' | 'data'>): string {
    return `${this.models.has(settings.file)} ${this.batches.has(settings.data)}`;
  }
}

/** Where no file was opened. */
export const NO_FILES = new LoadedFiles();
