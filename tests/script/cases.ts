/** What `npm run script` is tried on, and PyTorch's answers that are kept of it. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { unzipSync } from 'fflate';
import { chosenLoss } from '../../src/cli/modelChoices';
import { npyTensor } from '../../src/formats/npz';
import { sequenceOf } from '../../src/formats/sequences';
import type { StoredTensor } from '../../src/formats/storedTensor';
import { linkScript } from '../../src/script/linkScript';
import type { ModelLoss } from '../../src/script/modelLoss';
import { modelScript } from '../../src/script/modelScript';
import type { ScriptFile } from '../../src/script/scriptFiles';
import { decodeLink } from '../../src/settings/link';
import { jsonOf } from '../formats/files';
import { inputsOf, modelOf } from '../formats/modelFiles';

export interface LinkCase {
  readonly name: string;
  readonly link: string;
}

export const LINKS: readonly LinkCase[] = [
  { name: 'lstm', link: '#v=3' },
  { name: 'lstm-peepholes-cuts', link: '#v=3&N=6&M=3&T=20&peep=1&s0=random&bz=0.5&cut=R_o,p_f,p_o' },
  { name: 'rnn', link: '#v=3&net=rnn&N=8&M=3&T=40&r=1.5' },
  { name: 'gru', link: '#v=3&net=gru&N=8&M=3&T=40&r=2' },
  { name: 'lstm-window', link: '#v=3&N=6&M=3&T=20&loss=every&trunc=window&k=7' },
  { name: 'lstm-every-step', link: '#v=3&N=6&M=3&T=20&loss=every&cellact=relu' },
];

/** Of `tests/formats/models`, with the loss ½ (head(y_T) − target)². */
export const MODELS = [
  { name: 'adding-bilstm-2-layers', file: 'adding-bilstm-2-layers.safetensors' },
  { name: 'adding-gru', file: 'adding-gru.pt' },
] as const;

const TEMPLATE = readFileSync(new URL('../../src/script/reproduce.py', import.meta.url), 'utf8');

export const filesOfLink = ({ link }: Pick<LinkCase, 'link'>): readonly ScriptFile[] =>
  linkScript(decodeLink(link).panes[0], TEMPLATE);

export async function filesOfModel(
  { name, file }: (typeof MODELS)[number],
  otherLoss: (loss: ModelLoss) => ModelLoss = (loss) => loss,
): Promise<readonly ScriptFile[]> {
  const model = await modelOf(file);
  const { target } = jsonOf<{ target: number[][] }>(`${name}.json`);
  const batch = await inputsOf(`${name}-inputs.csv`);
  const loss = chosenLoss(model, model.layers[0], { target: String(target) }, batch, 0);
  const sequence = sequenceOf(batch, 0, model.layers[0].network.inputSize);
  return modelScript({ model, stack: 0, sequence, loss: otherLoss(loss) }, `Of ${file}.`, TEMPLATE);
}

export const keptFile = (name: string): string => fileURLToPath(new URL(`outputs/${name}.jsonl`, import.meta.url));

export interface Line {
  readonly name: string;
  readonly ours: Value;
  readonly autograd: Value;
  readonly difference: number | null;
}
/** Null: undefined, or not a number. */
export type Value = number | { readonly log10: number } | null;

export const linesOf = (text: string): Line[] =>
  text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line);

export const npzTensors = (bytes: Uint8Array): StoredTensor[] =>
  Object.entries(unzipSync(bytes)).map(([name, content]) => npyTensor(name.replace(/\.npy$/, ''), content));

export const arraysOf = (files: readonly ScriptFile[]): ReadonlyMap<string, Float64Array> => {
  const file = files.find(({ name }) => name === 'network.npz');
  return new Map(npzTensors(file?.content as Uint8Array).map((tensor) => [tensor.name, tensor.values()]));
};

/** By the name of its line: log10 of a size, crossings as they are. */
export function numbersIn(files: readonly ScriptFile[], kind: 'ours' | 'allowed'): ReadonlyMap<string, number> {
  const arrays = arraysOf(files);
  const problem = JSON.parse(String.fromCharCode(...(arrays.get('problem') ?? []))) as {
    layers: { name: string }[];
  };
  const numbers = new Map<string, number>();
  for (const [key, values] of arrays) {
    const [, index, found, name] = /^(?:(\d+)\/)?(ours|allowed)\/(.*)$/.exec(key) ?? [];
    if (found !== kind || name === undefined) continue;
    const layer = index === undefined ? '' : problem.layers[Number(index)].name;
    const full = layer === '' ? name : `${layer}: ${name}`;
    if (values.length === 1) numbers.set(full, values[0]);
    else for (const [step, value] of values.entries()) numbers.set(`${full}[${step + 1}]`, value);
  }
  return numbers;
}
