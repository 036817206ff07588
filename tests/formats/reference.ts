/** The models of tests/formats/models: their weights as `.safetensors` holds them, and autograd's outputs. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { cellOf } from '../../src/engine/cells';
import type { Network } from '../../src/engine/cells/networks';
import { forward } from '../../src/engine/forward';
import { type Blocks, gruFromBlocks, lstmFromBlocks } from '../../src/formats/cells/blocks';
import type { ModelFile, RecurrentLayer } from '../../src/formats/model';
import { runToEnd } from '../../src/math/task';

export const modelBytes = (file: string): Uint8Array =>
  new Uint8Array(readFileSync(join(import.meta.dirname, 'models', file)));

/** Tensors of a float32 `.safetensors` file: a length, a header in JSON, the numbers. */
function safetensors(
  file: string,
): ReadonlyMap<string, { readonly shape: readonly number[]; readonly values: Float64Array }> {
  const bytes = modelBytes(file);
  const view = new DataView(bytes.buffer);
  const start = 8 + Number(view.getBigUint64(0, true));
  const header = JSON.parse(new TextDecoder().decode(bytes.subarray(8, start))) as Record<
    string,
    { shape: number[]; data_offsets: [number, number] }
  >;
  return new Map(
    Object.entries(header)
      .filter(([name]) => name !== '__metadata__')
      .map(
        ([
          name,
          {
            shape,
            data_offsets: [from, to],
          },
        ]) => [
          name,
          {
            shape,
            values: Float64Array.from({ length: (to - from) / 4 }, (_, k) =>
              view.getFloat32(start + from + 4 * k, true),
            ),
          },
        ],
      ),
  );
}

/** The layer `l0`, `l0_reverse`, … of a file in PyTorch's layout: gates i, f, g, o, or r, z, n. */
function torchNetwork(stem: string, layer: string): Network {
  const tensors = safetensors(`${stem}.safetensors`);
  const tensor = (name: string) => {
    const found = [...tensors].find(([full]) => full.endsWith(`${name}_${layer}`))?.[1];
    if (found === undefined) throw new Error(`${stem} has no ${name}_${layer}`);
    return found;
  };
  const recurrent = tensor('weight_hh');
  const blocks: Blocks = {
    hiddenSize: recurrent.shape[1] as number,
    inputSize: tensor('weight_ih').shape[1] as number,
    input: tensor('weight_ih').values,
    recurrent: recurrent.values,
    inputBias: tensor('bias_ih').values,
    recurrentBias: tensor('bias_hh').values,
  };
  return recurrent.shape[0] === 4 * blocks.hiddenSize
    ? lstmFromBlocks(blocks, ['i', 'f', 'z', 'o'])
    : gruFromBlocks(blocks, ['r', 'u', 'n']);
}

/**
 * Every parameter of the network that was read is the one that PyTorch stored, to the last bit; `oneBias` where the file has the sum of the
 * two biases, rounded to float32.
 */
export function expectWeightsOf(stem: string, { layer, network }: RecurrentLayer, oneBias = false): void {
  const stored = torchNetwork(stem, layer);
  expect([network.cell, network.hiddenSize, network.inputSize]).toEqual([
    stored.cell,
    stored.hiddenSize,
    stored.inputSize,
  ]);
  const found = cellOf(network.cell).parameters(network);
  for (const [name, values] of cellOf(stored.cell).parameters(stored))
    expect(found.get(name), name).toEqual(oneBias ? values.map(Math.fround) : values);
}

interface Reference {
  readonly inputs: number[][];
  readonly expected: { readonly layers: Readonly<Record<string, { readonly y: number[][] }>> };
}

export const modelJson = (file: string): unknown => JSON.parse(new TextDecoder().decode(modelBytes(file)));

/** [steps][units] in time's order. */
function outputsOf({ network, direction, initialOutput, initialCell }: RecurrentLayer, inputs: number[][]): number[][] {
  const { hiddenSize: n } = network;
  const order = direction === 'reverse' ? inputs.toReversed() : inputs;
  const trace = runToEnd(
    forward(network, {
      steps: inputs.length,
      inputs: Float64Array.from(order.flat()),
      initialOutput: initialOutput ?? new Float64Array(n),
      initialCell: initialCell ?? new Float64Array(n),
    }),
  );
  const states = cellOf(network.cell).states(trace);
  const output = states.get('y') ?? states.get('h');
  if (output === undefined) throw new Error('a trace without outputs');
  const { mantissa, blockExponent } = output;
  const values = mantissa.map((value, k) => value * 2 ** (256 * (blockExponent?.[k] ?? 0)));
  const rows = inputs.map((_, step) => [...values.subarray(step * n, (step + 1) * n)]);
  return direction === 'reverse' ? rows.toReversed() : rows;
}

/** As many numbers, and none further from its own than the tolerance. */
function expectSameNumbers(found: number[][], wanted: number[][], tolerance: number, name: string): void {
  expect(
    found.map((row) => row.length),
    name,
  ).toEqual(wanted.map((row) => row.length));
  const flat = wanted.flat();
  expect(flat.length, name).toBeGreaterThan(0);
  const worst = Math.max(...found.flat().map((value, at) => Math.abs(value - (flat[at] as number))));
  expect(worst, name).toBeLessThan(tolerance);
}

/** Runs the whole stack on the file's inputs and holds each layer's outputs to autograd's. */
export function expectOutputsOf(stem: string, { layers }: ModelFile, tolerance = 1e-12): void {
  const { inputs, expected } = modelJson(`${stem}.json`) as Reference;
  let below = inputs;
  for (let depth = 0; depth <= Math.max(...layers.map((layer) => layer.depth)); depth++) {
    const directions = layers.filter((layer) => layer.depth === depth);
    const outputs = directions.map((layer) => outputsOf(layer, below));
    directions.forEach(({ layer }, k) => {
      expectSameNumbers(outputs[k] ?? [], expected.layers[layer]?.y ?? [], tolerance, `${layer} of ${stem}`);
    });
    below = inputs.map((_, step) => outputs.flatMap((rows) => rows[step] as number[]));
  }
}

/** The head is the one that PyTorch stored. */
export function expectHeadOf(stem: string, { heads }: ModelFile): void {
  const tensors = safetensors(`${stem}.safetensors`);
  expect(heads).toHaveLength(1);
  expect(heads[0]?.weight).toEqual(tensors.get('head.weight'));
  expect(heads[0]?.bias).toEqual(tensors.get('head.bias')?.values);
  expect(heads[0]?.stack).toBe(0);
}

/** [steps][units] in time's order, by layer. */
export type Outputs = Readonly<Record<string, number[][]>>;

/** Each layer by itself, on what the layers of its stack below it are expected to give. */
export function expectOutputs({ layers }: ModelFile, inputs: number[][], expected: Outputs): void {
  expect(layers.map(({ layer }) => layer).sort()).toEqual(Object.keys(expected).sort());
  for (const layer of layers) {
    const below = layers.filter(({ stack, depth }) => stack === layer.stack && depth === layer.depth - 1);
    const reads =
      below.length === 0 ? inputs : inputs.map((_, t) => below.flatMap((one) => expected[one.layer]?.[t] ?? []));
    expectSameNumbers(outputsOf(layer, reads), expected[layer.layer] ?? [], 1e-12, layer.name);
  }
}
