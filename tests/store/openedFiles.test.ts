/** What a file of data with targets sets: each sequence's own, and the loss that they are for, whichever file came first. */
import { expect, it } from 'vitest';
import type { ModelFile } from '../../src/formats/model';
import { type OpenedData, openedModel } from '../../src/store/openedFiles';
import { addFile } from '../../src/store/showFile';
import { change, createAppStore } from '../../src/store/store';
import { setupOf } from '../engine/networks';
import { SMALL } from './results';

const { network } = setupOf(SMALL);

function modelWith(outputs: number) {
  const head = {
    name: 'fc',
    weight: { shape: [outputs, network.hiddenSize], values: new Float64Array(outputs * network.hiddenSize) },
    bias: null,
    stack: null,
  };
  const layer = {
    name: 'rnn',
    layer: 'l0',
    network,
    direction: 'forward' as const,
    stack: 0,
    depth: 0,
    initialOutput: null,
    initialCell: null,
  };
  return openedModel('network', 'model.pt', { layers: [layer], heads: [head] } as unknown as ModelFile);
}

const size = network.inputSize;
const dataWith = (...targets: readonly number[][]): OpenedData => ({
  kind: 'data',
  hash: 'data',
  name: 'data.npz',
  data: { shape: [2, 5, size], values: new Float64Array(10 * size), lengths: [5, 4] },
  targets: targets.map((target) => Float64Array.from(target)),
});

it.each([
  [
    'numbers as many as outputs',
    2,
    [
      [0.5, -1],
      [2, 3],
    ],
    'squared',
    '0.5 -1',
  ],
  ['one number of one output', 1, [[3], [4]], 'squared', '3'],
  ['classes', 4, [[3], [0]], 'entropy', '3'],
] as const)('%s', (_, outputs, targets, loss, target) => {
  const files = [modelWith(outputs), dataWith(...targets.map((one) => [...one]))];
  for (const order of [files, [...files].reverse()]) {
    const store = createAppStore({ panes: [SMALL] });
    for (const file of order) addFile(store, file);
    expect(store.getState().panes[0]).toMatchObject({ loss, target, head: 'fc', input: 'data', steps: 5 });
  }
});

it('what fits no loss leaves the one on the output', () => {
  const store = createAppStore({ panes: [SMALL] });
  addFile(store, modelWith(3));
  addFile(store, dataWith([0.5, 1], [2, 3]));
  expect(store.getState().panes[0]).toMatchObject({ loss: 'last', target: '0.5 1' });
});

it('data that are read no more leave a network that is opened later alone', () => {
  const store = createAppStore({ panes: [SMALL] });
  addFile(store, dataWith([3], [0]));
  change(store, { input: 'noise' });
  addFile(store, modelWith(4));
  expect(store.getState().panes[0]).toMatchObject({ input: 'noise', loss: 'last', target: '' });
});
