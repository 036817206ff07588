/** `.pt`, `.pth`, `.ckpt`: the zip archives of torch.save from PyTorch 1.6 on. A pickle describes the tensors, and each storage is an entry. */
import { reading } from '../guard';
import { type ModelFile, UnreadableFile } from '../model';
import { readPickle } from '../pickle/read';
import { NotMade } from '../pickle/values';
import { shortened, shownTensors } from '../storedTensor';
import { unzipped } from '../zip';
import { batchOf, checkpointOf } from './checkpoint';
import { TorchHost } from './objects';
import { readStateDict, type StateDictOptions } from './stateDict';

const PICKLE = /^(.*\/)?data\.pkl$/;

/** Whether an archive with these entries is one of PyTorch's. */
export function isPytorch(names: readonly string[]): boolean {
  return names.some((name) => PICKLE.test(name) || name.endsWith('constants.pkl'));
}

/** Errors: `UnreadableFile`. */
export function readPytorch(bytes: Uint8Array, options: StateDictOptions = {}): Promise<ModelFile> {
  return reading('PyTorch file', () => modelOf(bytes, options));
}

function modelOf(bytes: Uint8Array, options: StateDictOptions): ModelFile {
  const { names } = unzipped(bytes, () => false);
  const root = names.map((name) => PICKLE.exec(name)).find((match) => match !== null)?.[1] ?? '';
  if (names.some((name) => name === `${root}constants.pkl` || name.startsWith(`${root}code/`)))
    throw new UnreadableFile(
      'This is a TorchScript archive (torch.jit.save), which is not read here: torch.save(model.state_dict(), …) was expected.',
    );
  const budget = { spent: 0 };
  const entry = (name: string): Uint8Array => {
    const content = unzipped(bytes, (other) => other === root + name, budget).entries.get(root + name);
    if (content === undefined)
      throw new UnreadableFile(`This PyTorch file is damaged: it has no entry ${shortened(name)}.`);
    return content;
  };
  const isLittle = !names.includes(`${root}byteorder`) || new TextDecoder().decode(entry('byteorder')).trim() !== 'big';
  const storages = new Map<string, Uint8Array>();
  const storage = (key: string): Uint8Array => {
    const content = storages.get(key) ?? entry(`data/${key}`);
    storages.set(key, content);
    return content;
  };
  const host = new TorchHost(storage, isLittle);
  const value = readPickle(entry('data.pkl'), host);
  const { dicts, copies, tensors } = checkpointOf(value);
  if (dicts.length === 0) throw new UnreadableFile(`${found(value, host)}${withTensors(tensors)}: ${EXPECTED}.`);
  const { notices, ...parts } = readStateDict('PyTorch file', dicts, options);
  return {
    format: 'PyTorch checkpoint',
    ...parts,
    batch: batchOf(value),
    notices: [
      ...notices,
      ...copies.map((path) => `${shortened(path)} has the names of the weights once more, and is left out.`),
      ...notMadeNotice(host),
    ],
  };
}

const EXPECTED = 'a state dict with weight_ih_l0 and weight_hh_l0 of an nn.LSTM, nn.GRU or nn.RNN was expected';

function found(value: unknown, host: TorchHost): string {
  const name = value instanceof NotMade ? value.of?.full : undefined;
  if (name !== undefined)
    return `This PyTorch file holds a whole object of the class ${shortened(name)}, which is not made here because that would run its code (save model.state_dict() instead)`;
  return host.notMade.size === 0
    ? 'This PyTorch file has no recurrent layer'
    : `This PyTorch file has no recurrent layer, and objects that are not made here (${listed(host)})`;
}

function withTensors(tensors: Parameters<typeof shownTensors>[0]): string {
  return tensors.length === 0 ? '' : `; it has ${shownTensors(tensors)}`;
}

function notMadeNotice(host: TorchHost): string[] {
  return host.notMade.size === 0 ? [] : [`Objects that are not weights were left alone: ${listed(host)}.`];
}

function listed({ notMade }: TorchHost, most = 4): string {
  const names = [...notMade].map((name) => shortened(name));
  return names.length > most ? `${names.slice(0, most).join(', ')} and ${names.length - most} more` : names.join(', ');
}
