/** Any model file: what it is is told by its bytes, not by its name. */
import { tooLarge } from './fileSize';
import { reading } from './guard';
import { isHdf5 } from './hdf5/file';
import { isKeras, readKeras, readKerasH5 } from './keras/read';
import { type ModelFile, UnreadableFile } from './model';
import { isNpy, isNpz, readNpz } from './npz';
import { isOnnx, readOnnx } from './onnx/read';
import { isPytorch, readPytorch } from './pytorch/read';
import type { StateDictOptions } from './pytorch/stateDict';
import { isSafetensors, readSafetensors } from './safetensors';
import { shortened } from './storedTensor';
import { isZip, unzipped } from './zip';

const EXPECTED =
  'a network from PyTorch (.pt, .pth, .ckpt, .safetensors), Keras (.keras, .h5) or ONNX, or an .npz archive, was expected';

/** `name` is the file's, with its ending. Errors: `UnreadableFile`, and nothing else. */
export async function readModel(bytes: Uint8Array, name: string, options: StateDictOptions = {}): Promise<ModelFile> {
  const refusal = tooLarge(bytes.length, name);
  if (refusal !== null) throw refusal;
  if (bytes.length === 0) throw new UnreadableFile(`${shortened(name)} is empty; ${EXPECTED}.`);
  if (isZip(bytes)) return readArchive(bytes, name, options);
  if (isHdf5(bytes)) return readKerasH5(bytes);
  if (isSafetensors(bytes)) return reading('safetensors file', () => readSafetensors(bytes, options));
  // Last: ONNX's bytes begin with nothing but a field's number, as many another file's may.
  if (isOnnx(bytes)) return readOnnx(bytes);
  throw new UnreadableFile(`${shortened(name)} ${whatElse(bytes)}; ${EXPECTED}.`);
}

async function readArchive(bytes: Uint8Array, name: string, options: StateDictOptions): Promise<ModelFile> {
  const { names } = await reading('zip archive', () => unzipped(bytes, () => false));
  if (isPytorch(names)) return readPytorch(bytes, options);
  if (isKeras(names)) return readKeras(bytes);
  if (isNpz(names)) return readNpz(bytes, options);
  const shown = names.slice(0, 4).map((entry) => shortened(entry, 30));
  const entries = names.length === 0 ? 'nothing' : `${shown.join(', ')}${names.length > shown.length ? ', …' : ''}`;
  throw new UnreadableFile(`${shortened(name)} is a zip archive with ${entries} in it; ${EXPECTED}.`);
}

/** What a file is that is no model, or none that is read here; continues a sentence that begins with its name. */
function whatElse(bytes: Uint8Array): string {
  const begins = (text: string, at = 0): boolean =>
    Array.from(text).every((letter, k) => bytes[at + k] === letter.charCodeAt(0));
  if (isNpy(bytes)) return 'is a single array (.npy) without the names of weights';
  if (begins('ustar', 257))
    return 'is a tar archive, the form of torch.save before PyTorch 0.4, which is not read here';
  if (begins('\x80\x02\x8a\x0al\xfc\x9cF\xf9 j\xa8P\x19'))
    return 'is in the form of torch.save before PyTorch 1.6, which is not read here (load it and save it again)';
  if (bytes[0] === 0x80 && bytes[1] <= 5) return 'is a bare pickle, which is not read here';
  return 'begins like no model file that is known here';
}
