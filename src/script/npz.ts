/** Writes NumPy's `.npz`: arrays as entries of a zip archive. The same arrays give the same bytes. */
import { strToU8, zipSync } from 'fflate';

/** Row-major; `[]` is the shape of a single number. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly values: Float64Array | Uint8Array;
}

/** The first day that a zip archive can say, and not today. */
export const NO_DATE = '1980-01-01T00:00:00';
/** https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html: version 1.0, data aligned to 64 bytes. */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
const ALIGNMENT = 64;

export function npzOf(arrays: ReadonlyMap<string, NpyArray>): Uint8Array {
  const entries = [...arrays].map(([name, array]) => [`${name}.npy`, npyOf(array)] as const);
  return zipSync(Object.fromEntries(entries), { level: 6, mtime: NO_DATE });
}

function npyOf({ shape, values }: NpyArray): Uint8Array {
  const type = values instanceof Float64Array ? '<f8' : '|u1';
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(', ');
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  const length = Math.ceil((MAGIC.length + 3 + dictionary.length) / ALIGNMENT) * ALIGNMENT - MAGIC.length - 2;
  const header = strToU8(`${dictionary.padEnd(length - 1)}\n`);
  const data = values instanceof Float64Array ? littleEndian(values) : values;
  const bytes = new Uint8Array(MAGIC.length + 2 + length + data.length);
  bytes.set(MAGIC);
  bytes.set([length & 0xff, length >> 8], MAGIC.length);
  bytes.set(header, MAGIC.length + 2);
  bytes.set(data, MAGIC.length + 2 + length);
  return bytes;
}

function littleEndian(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  for (const [k, value] of values.entries()) view.setFloat64(k * 8, value, true);
  return bytes;
}
