/** Sends every batch back, the way it came. */
import { buffersOf, type MessagesBatch } from '../../src/engine/batches';

export interface Echo {
  readonly batch: MessagesBatch;
  readonly way: 'transfer' | 'clone';
}

self.onmessage = ({ data }: MessageEvent<Echo>) => {
  self.postMessage(data, { transfer: data.way === 'transfer' ? buffersOf(data.batch) : [] });
};
