/** Heaps: where names, texts of any length, and the links and attributes of large groups are kept. */
import { type Bytes, damaged, NOWHERE } from './bytes';

/** One object of a global heap: the bytes of a text of any length. */
export function globalObject(bytes: Bytes, collection: number, index: number): Uint8Array {
  bytes.signature(collection, 'GCOL');
  const end = collection + Math.min(bytes.u64(collection + 8), bytes.length - collection);
  let at = collection + 16;
  while (at + 16 <= end) {
    bytes.count();
    const found = bytes.u16(at);
    const size = bytes.u64(at + 8);
    if (found === index) return bytes.slice(at + 16, size);
    if (found === 0 || size < 0) break;
    at += 16 + Math.ceil(size / 8) * 8;
  }
  throw damaged('a text is missing from its heap');
}

/** Reads one managed object of a fractal heap by its id. Section III.G. */
export type FractalHeap = (id: Bytes) => Bytes;

interface HeapBlock {
  readonly offset: number;
  readonly size: number;
  readonly at: number;
}

export function fractalHeap(bytes: Bytes, at: number): FractalHeap {
  bytes.signature(at, 'FRHP');
  const filters = bytes.u16(at + 7);
  const maximumManaged = bytes.u32(at + 10);
  const width = bytes.u16(at + 110);
  const startSize = bytes.u64(at + 112);
  const maximumDirect = bytes.u64(at + 120);
  const heapBits = bytes.u16(at + 128);
  const root = bytes.u64(at + 132);
  const rows = bytes.u16(at + 140);
  if (filters !== 0) throw damaged('its links are compressed, which is not read here');
  if (width === 0 || startSize <= 0) throw damaged('a heap has no width');
  const offsetBytes = Math.ceil(heapBits / 8);
  const lengthBytes = Math.ceil(Math.log2(Math.min(maximumDirect, maximumManaged) + 1) / 8);
  const blocks: HeapBlock[] = [];

  const indirect = (from: number, rowCount: number, start: number, depth: number): void => {
    bytes.signature(from, 'FHIB');
    if (depth > 8) throw damaged('a heap leads back to itself');
    let entry = from + 13 + offsetBytes;
    let offset = start;
    for (let row = 0; row < rowCount; row++) {
      const size = startSize * 2 ** Math.max(0, row - 1);
      for (let column = 0; column < width; column++) {
        bytes.count();
        const child = bytes.u64(entry);
        entry += 8;
        if (child !== NOWHERE) {
          if (size <= maximumDirect) blocks.push({ offset, size, at: child });
          else indirect(child, Math.log2(size / startSize / width) + 1, offset, depth + 1);
        }
        offset += size;
      }
    }
  };
  if (root !== NOWHERE && rows > 0) indirect(root, rows, 0, 0);
  else if (root !== NOWHERE) blocks.push({ offset: 0, size: startSize, at: root });

  return (id) => {
    if ((id.u8(0) & 0x30) !== 0) throw damaged('an object of a heap is of a kind that is not read here');
    const offset = id.unsigned(1, offsetBytes);
    const size = id.unsigned(1 + offsetBytes, lengthBytes);
    const block = blocks.find((found) => offset >= found.offset && offset + size <= found.offset + found.size);
    if (block === undefined) throw damaged('an object lies outside its heap');
    return bytes.part(block.at + offset - block.offset, size);
  };
}

/** The records of a version 2 B-tree, each of `recordSize` bytes. Section III.A.2. */
export function recordsOf(bytes: Bytes, at: number): Bytes[] {
  bytes.signature(at, 'BTHD');
  const nodeSize = bytes.u32(at + 6);
  const recordSize = bytes.u16(at + 10);
  const depth = bytes.u16(at + 12);
  const records: Bytes[] = [];
  if (recordSize === 0 || depth > 16) throw damaged('an index is of an impossible shape');
  const bytesFor = (count: number): number => Math.max(1, Math.ceil(Math.log2(count + 1) / 8));
  // The most records in a node of each level, and in all below it, from which follow the sizes of the counts.
  const most = [Math.floor((nodeSize - 10) / recordSize)];
  const total = [...most];
  const pointer = [0];
  for (let level = 1; level <= depth; level++) {
    const size = 8 + bytesFor(most[level - 1] as number) + (level > 1 ? bytesFor(total[level - 1] as number) : 0);
    pointer.push(size);
    most.push(Math.floor((nodeSize - 10 - size) / (recordSize + size)));
    total.push(((most[level] as number) + 1) * (total[level - 1] as number) + (most[level] as number));
  }
  const walk = (node: number, count: number, level: number): void => {
    bytes.signature(node, level === 0 ? 'BTLF' : 'BTIN');
    for (let k = 0; k < count; k++) {
      bytes.count();
      records.push(bytes.part(node + 6 + k * recordSize, recordSize));
    }
    if (level === 0) return;
    for (let k = 0; k <= count; k++) {
      bytes.count();
      const child = node + 6 + count * recordSize + k * (pointer[level] as number);
      walk(bytes.u64(child), bytes.unsigned(child + 8, bytesFor(most[level - 1] as number)), level - 1);
    }
  };
  const root = bytes.u64(at + 16);
  if (root !== NOWHERE) walk(root, bytes.u16(at + 24), depth);
  return records;
}
