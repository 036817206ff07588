/**
 * A reader of HDF5 as h5py writes it: groups, attributes, datasets of numbers. Sizes, offsets and counts are believed only as far as the
 * file reaches. The package jsfive reads more, in 26 kB (gzip) for 5; of a count that lies it makes a loop that does not end.
 */
import { sizeOf } from '../guard';
import { UnreadableFile } from '../model';
import { shortened } from '../storedTensor';
import { Bytes, damaged, NOWHERE } from './bytes';
import { type Dataset, datasetOf } from './data';
import { fractalHeap, globalObject, recordsOf } from './heaps';
import { linksOf } from './links';
import { MESSAGE, type Message, messagesOf } from './objects';
import { type DataType, dataType, shapeOf } from './types';

export type AttributeValue = string | number | readonly (string | number)[];

export interface Group {
  readonly attributes: ReadonlyMap<string, AttributeValue>;
  /** In the file's order: by name, as HDF5 sorts. */
  readonly names: readonly string[];
  /** Null where there is nothing of this name that holds numbers or is a group. */
  get(name: string): Group | Dataset | null;
}

export const isGroup = (object: Group | Dataset): object is Group => 'names' in object;

const SIGNATURE = [0x89, 0x48, 0x44, 0x46, 0x0d, 0x0a, 0x1a, 0x0a];
/** Other data may stand before the file's own, in these sizes. */
const STARTS = [0, 512, 1024, 2048];
/** The longest list of texts that an attribute may hold. */
const MOST_TEXTS = 100_000;

const startOf = (bytes: Uint8Array): number | undefined =>
  STARTS.find((start) => SIGNATURE.every((byte, k) => bytes[start + k] === byte));

export const isHdf5 = (bytes: Uint8Array): boolean => startOf(bytes) !== undefined;

const utf8 = new TextDecoder();

function valueAt(bytes: Bytes, body: Bytes, at: number, type: DataType): string | number {
  if (type.kind === 'number') return type.read(new DataView(body.all.buffer, body.all.byteOffset + at), 0);
  if (type.kind === 'text') return body.text(at, type.size);
  const length = body.u32(at);
  if (length === 0) return '';
  return utf8.decode(globalObject(bytes, body.u64(at + 4), body.u32(at + 12)).subarray(0, length));
}

/** An attribute message. Section IV.A.2.m. */
function attribute(bytes: Bytes, body: Bytes): [string, AttributeValue] | null {
  const version = body.u8(0);
  if (version < 1 || version > 3) throw damaged('an attribute is of an unknown kind');
  const isShared = version > 1 && (body.u8(1) & 3) !== 0;
  const padded = (size: number): number => (version === 1 ? Math.ceil(size / 8) * 8 : size);
  const [nameSize, typeSize, spaceSize] = [body.u16(2), body.u16(4), body.u16(6)];
  const nameAt = version === 3 ? 9 : 8;
  const typeAt = nameAt + padded(nameSize);
  const spaceAt = typeAt + padded(typeSize);
  const dataAt = spaceAt + padded(spaceSize);
  const name = body.text(nameAt, nameSize);
  if (isShared) return null;
  const type = dataType(body.part(typeAt, typeSize));
  const shape = shapeOf(body.part(spaceAt, spaceSize));
  if (type.kind === 'other' || type.size === 0 || shape === null) return null;
  const count = sizeOf(shape, `The attribute ${shortened(name)}`);
  if (count > MOST_TEXTS) throw damaged(`its attribute ${shortened(name)} has ${count} values`);
  body.slice(dataAt, count * type.size);
  const values = Array.from({ length: count }, (_, k) => valueAt(bytes, body, dataAt + k * type.size, type));
  return [name, shape.length === 0 ? (values[0] ?? '') : values];
}

function attributesOf(bytes: Bytes, messages: readonly Message[]): Map<string, AttributeValue> {
  const bodies: Bytes[] = [];
  for (const { type, body } of messages) {
    if (type === MESSAGE.attribute) bodies.push(body);
    else if (type === MESSAGE.attributeInfo) {
      // Attributes that an object with many keeps in a heap; a record begins with the object's id.
      const start = body.u8(1) & 1 ? 4 : 2;
      const [heapAt, indexAt] = [body.u64(start), body.u64(start + 8)];
      if (heapAt === NOWHERE || indexAt === NOWHERE) continue;
      const heap = fractalHeap(bytes, heapAt);
      bodies.push(...recordsOf(bytes, indexAt).map((record) => heap(record.part(0, 8))));
    }
  }
  return new Map(bodies.map((body) => attribute(bytes, body)).filter((found) => found !== null));
}

function groupOf(bytes: Bytes, messages: readonly Message[]): Group {
  const links = linksOf(bytes, messages);
  return {
    attributes: attributesOf(bytes, messages),
    names: [...links.keys()],
    get: (name) => {
      const at = links.get(name);
      if (at === undefined) return null;
      const found = messagesOf(bytes, at);
      const isDataset = found.some(({ type }) => type === MESSAGE.layout);
      return isDataset ? datasetOf(bytes, found) : groupOf(bytes, found);
    },
  };
}

/** Where the root group's header is. Section II. */
function rootOf(bytes: Bytes): number {
  const version = bytes.u8(8);
  const isOld = version < 2;
  if (version > 3) throw damaged(`it is of version ${version}, which is not read here`);
  if (bytes.u8(isOld ? 13 : 9) !== 8 || bytes.u8(isOld ? 14 : 10) !== 8)
    throw damaged('its addresses are not of 8 bytes, which is not read here');
  return bytes.u64(isOld ? (version === 0 ? 64 : 68) : 36);
}

/** The root group. @throws {UnreadableFile}, as do all that it gives. */
export function openHdf5(file: Uint8Array): Group {
  const start = startOf(file);
  if (start === undefined) throw new UnreadableFile('This is not an HDF5 file: it does not begin like one.');
  const bytes = new Bytes(file.subarray(start));
  return groupOf(bytes, messagesOf(bytes, rootOf(bytes)));
}
