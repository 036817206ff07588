/** Trained networks in the files that people have: every layer and direction as autograd has it, to 1e-9. */
import { describe, expect, it } from 'vitest';

import { readModel } from '../../src/formats/read';
import { fullName } from '../../src/script/modelScript';
import { bytesOf, jsonOf } from './files';
import { expectClose, inputsOf, modelOf, traced } from './modelFiles';

interface LayerAnswer {
  readonly y: number[][];
  readonly c?: number[][];
  readonly delta_y: number[][];
  readonly delta_c?: number[][];
  readonly log10DeltaYNorm?: (number | null)[];
  readonly gradientNorm: Readonly<Record<string, number>>;
}

const QUANTITIES = ['y', 'c', 'delta_y', 'delta_c', 'log10DeltaYNorm'] as const;

describe('trained models', () => {
  interface Answers {
    readonly target: number[][];
    readonly expected: LayerAnswer & { readonly loss: number; readonly layers?: Readonly<Record<string, LayerAnswer>> };
  }
  const files = [
    'adding-lstm.safetensors',
    'adding-rnn.safetensors',
    'adding-gru.safetensors',
    'adding-gru.pt',
    'adding-lstm-formats.safetensors',
    'adding-lstm-formats.pt',
    'adding-lstm-formats.ckpt',
    'adding-lstm-formats.npz',
    'adding-bilstm-2-layers.safetensors',
    'adding-bilstm-2-layers.ckpt',
    'adding-gru-keras-names.npz',
    'adding-gru.onnx',
    'adding-gru.h5',
    'adding-gru.keras',
    'adding-lstm-formats.onnx',
    'adding-lstm-formats.h5',
    'adding-lstm-formats.keras',
    'adding-bilstm-2-layers.onnx',
  ];
  /** Keras's LSTM has one bias, the sum of PyTorch's two rounded to float32. */
  const ROUNDED = ['adding-lstm-formats.h5', 'adding-lstm-formats.keras'];

  const torch = (layer: string): string =>
    ['weight_ih', 'weight_hh', 'bias_ih', 'bias_hh'].map((name) => `${name}_${layer}`).join();
  const keras = (): string => 'kernel,recurrent_kernel,bias';
  const NAMES: Readonly<Record<string, (layer: string) => string>> = {
    safetensors: torch,
    'PyTorch checkpoint': torch,
    'NumPy archive': torch,
    'Keras HDF5 file': keras,
    'Keras file': keras,
    'NumPy archive of Keras': keras,
    ONNX: () => 'W,R,B',
  };

  /** By the file's names: Keras has the two biases of a GRU in one, ONNX those of any cell. */
  function normsOf(norms: Readonly<Record<string, number>>, layer: string, names: readonly string[]): number[] {
    const of = (name: string): number => norms[`${name}_${layer}`];
    const both = Math.hypot(of('bias_ih'), of('bias_hh'));
    const [isKeras, hasTwo] = [names.includes('kernel'), of('bias_ih') !== of('bias_hh')];
    const bias = isKeras && !hasTwo ? of('bias_ih') : both;
    return names.length === 4 ? names.map((name) => norms[name]) : [of('weight_ih'), of('weight_hh'), bias];
  }

  it.each(files)('%s: every layer and direction is autograd’s', async (file) => {
    const stem = file.replace(/(-keras-names)?\.\w+$/, '');
    const { target, expected } = jsonOf<Answers>(`${stem}.json`);
    const model = await modelOf(file, { activation: 'tanh' });
    // Of arrays alone: that nothing says how layers are connected.
    expect(model.notices).toHaveLength(model.format === 'NumPy archive of Keras' ? 1 : 0);
    const batch = await inputsOf(`${stem}-inputs.csv`);
    const names = Object.keys(expected.layers ?? { l0: expected });
    expect(model.layers.map(({ layer }) => layer)).toEqual(names);
    for (const layer of model.layers) {
      const found = traced(model, layer, batch, { target: String(target[0][0]) });
      const wanted: LayerAnswer = expected.layers?.[layer.layer] ?? expected;
      const tolerance = ROUNDED.includes(file) ? 1e-6 : 1e-9;
      for (const quantity of QUANTITIES)
        if (wanted[quantity] !== undefined)
          expectClose(found[quantity], wanted[quantity], `${layer.layer} ${quantity}`, tolerance);
      expectClose(found.loss, expected.loss, 'loss', tolerance);
      expect(Object.keys(found)).toEqual([
        ...QUANTITIES.filter((name) => wanted[name] !== undefined),
        'loss',
        'gradientNorm',
      ]);
      const names = Object.keys(found.gradientNorm);
      expect(names.join(), file).toBe(NAMES[model.format]?.(layer.layer));
      const norms = normsOf(expected.gradientNorm, layer.layer, names);
      expectClose(Object.values(found.gradientNorm), norms, `${layer.layer} gradients`, tolerance);
    }
  });
});

describe('what PyTorch saves', () => {
  interface Answers {
    readonly file: string;
    readonly inputs: number[][];
    readonly target: number[] | number;
    readonly sequence?: number;
    readonly tokens?: number[];
    readonly expected: { readonly loss: number; readonly layers: Readonly<Record<string, LayerAnswer>> };
  }
  const cases = [
    ['float16', 'halves'],
    ['bfloat16', 'brain floats'],
    ['float64', 'doubles'],
    ['views', 'views with offsets and strides'],
    ['lightning', 'a Lightning checkpoint: prefixes, an optimiser, a class that is not made, no biases'],
    ['relu', 'parameters, and ReLU when it is asked for'],
    ['arrays', 'NumPy’s arrays'],
    ['cells', 'nn.LSTMCell, one above the other'],
    ['snippet', 'a batch and classes beside the network'],
    ['tokens', 'a table of token vectors'],
  ];

  it.each(cases)('%s: %s', async (name) => {
    const answers = jsonOf<Answers>(`torch/${name}.json`);
    const { inputs, target, tokens, sequence = 0, expected } = answers;
    const model = await modelOf(`torch/${answers.file}`, { activation: name === 'relu' ? 'relu' : undefined });
    const data = tokens ?? inputs;
    const batch = model.batch ?? {
      inputs: {
        shape: tokens ? [tokens.length] : [inputs.length, inputs[0].length],
        values: Float64Array.from(data.flat()),
      },
      target: null,
      lengths: null,
    };
    const flags = model.batch === null ? { target: String(target) } : {};
    expect(model.layers).toHaveLength(Object.keys(expected.layers).length);
    for (const layer of model.layers) {
      const wanted = expected.layers[layer.layer] ?? expected.layers[fullName(layer)];
      const found = traced(model, layer, batch, flags, sequence);
      for (const quantity of QUANTITIES)
        if (wanted[quantity] !== undefined)
          expectClose(found[quantity], wanted[quantity], `${layer.layer} ${quantity}`);
      expectClose(found.loss, expected.loss, 'loss');
      expect(Object.keys(found.gradientNorm).sort()).toEqual(Object.keys(wanted.gradientNorm).sort());
      for (const [parameter, norm] of Object.entries(found.gradientNorm))
        expectClose(norm, wanted.gradientNorm[parameter], `${layer.layer} ${parameter}`);
    }
  });

  it('names a class that it does not make, and reads the weights beside it', async () => {
    const { notices } = await modelOf('torch/lightning.ckpt');
    expect(notices).toEqual(['Objects that are not weights were left alone: argparse.Namespace.']);
  });

  it('says that cells one above the other are read as a stack, and that tanh was chosen', async () => {
    expect((await modelOf('torch/cells.pt')).notices).toEqual([
      'Read as one stack: cells.0 → cells.1. A state dict does not tell of activations or dropout between them.',
    ]);
    expect((await modelOf('torch/relu.pt')).notices).toEqual([expect.stringContaining('tanh or ReLU')]);
  });

  it.each([
    ['projection.pt', /proj_size/],
    ['module.pt', /whole object of the class __main__\.Net.*save model\.state_dict\(\)/],
    ['legacy.pt', /before PyTorch 1\.6/],
    ['script.pt', /TorchScript/],
    ['code.pt', /calls posix\.system.*nothing was run/],
    ['convolution.pt', /no recurrent layer.*0\.weight \[3 × 2 × 3\].*weight_ih_l0/],
  ])('%s is refused in one sentence', async (file, words) => {
    await expect(modelOf(`torch/${file}`)).rejects.toThrow(words);
  });

  it('is told by its bytes, whatever it is called', async () => {
    for (const file of ['adding-gru.pt', 'adding-gru.safetensors', 'adding-lstm-formats.npz'])
      expect((await readModel(bytesOf(file), 'weights.onnx')).layers).toHaveLength(1);
  });
});
