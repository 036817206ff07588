/** Sends every batch back, the way it came. */
import { buffersOf } from '../../src/engine/batches';
import type { MessagesBatch } from '../../src/engine/messageStage';

export interface Echo {
  readonly batch: MessagesBatch;
  readonly way: 'transfer' | 'clone';
}

self.onmessage = ({ data }: MessageEvent<Echo>) => {
  self.postMessage(data, { transfer: data.way === 'transfer' ? buffersOf(data.batch) : [] });
};
