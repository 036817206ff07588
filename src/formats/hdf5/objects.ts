/** Object headers: lists of messages that say what a group or a dataset is. HDF5 File Format Specification 3.0, section IV.A. */
import { type Bytes, damaged } from './bytes';

/** Message types. */
export const MESSAGE = {
  dataspace: 0x01,
  linkInfo: 0x02,
  datatype: 0x03,
  link: 0x06,
  layout: 0x08,
  filters: 0x0b,
  attribute: 0x0c,
  continuation: 0x10,
  symbolTable: 0x11,
  attributeInfo: 0x15,
} as const;

export interface Message {
  readonly type: number;
  readonly body: Bytes;
  /** It is kept elsewhere, with other objects that share it. */
  readonly shared: boolean;
}

interface Block {
  readonly at: number;
  readonly size: number;
}

const SHARED = 2;

/** Blocks that continue the header; each is read once. */
class Blocks {
  readonly #seen = new Set<number>();
  readonly #queue: Block[];

  constructor(first: Block) {
    this.#queue = [first];
    this.#seen.add(first.at);
  }

  add(block: Block): void {
    if (this.#seen.has(block.at)) return;
    this.#seen.add(block.at);
    this.#queue.push(block);
  }

  next(): Block | undefined {
    return this.#queue.shift();
  }
}

function version1(bytes: Bytes, at: number): Message[] {
  const messages: Message[] = [];
  const total = bytes.u16(at + 2);
  const blocks = new Blocks({ at: at + 16, size: bytes.u32(at + 8) });
  for (let block = blocks.next(); block !== undefined; block = blocks.next()) {
    let here = block.at;
    while (here + 8 <= block.at + block.size && messages.length < total) {
      bytes.count();
      const [type, size, flags] = [bytes.u16(here), bytes.u16(here + 2), bytes.u8(here + 4)];
      if (type === MESSAGE.continuation) blocks.add({ at: bytes.u64(here + 8), size: bytes.u64(here + 16) });
      messages.push({ type, body: bytes.part(here + 8, size), shared: (flags & SHARED) !== 0 });
      here += 8 + size;
    }
  }
  return messages;
}

function version2(bytes: Bytes, at: number): Message[] {
  bytes.signature(at, 'OHDR');
  const flags = bytes.u8(at + 5);
  const sizeAt = at + 6 + (flags & 0x20 ? 16 : 0) + (flags & 0x10 ? 4 : 0);
  const sizeBytes = 1 << (flags & 3);
  const head = flags & 4 ? 6 : 4;
  const messages: Message[] = [];
  const blocks = new Blocks({ at: sizeAt + sizeBytes, size: bytes.unsigned(sizeAt, sizeBytes) });
  for (let block = blocks.next(); block !== undefined; block = blocks.next()) {
    let here = block.at;
    while (here + head <= block.at + block.size) {
      bytes.count();
      const [type, size, own] = [bytes.u8(here), bytes.u16(here + 1), bytes.u8(here + 3)];
      const body = bytes.part(here + head, size);
      if (type === MESSAGE.continuation) {
        const next = body.u64(0);
        bytes.signature(next, 'OCHK');
        // Without its signature and its checksum.
        blocks.add({ at: next + 4, size: body.u64(8) - 8 });
      }
      messages.push({ type, body, shared: (own & SHARED) !== 0 });
      here += head + size;
    }
  }
  return messages;
}

/** All messages of the object whose header is at `at`. */
export function messagesOf(bytes: Bytes, at: number): readonly Message[] {
  bytes.count();
  const version = bytes.u8(at);
  if (version === 1) return version1(bytes, at);
  if (version === 'O'.charCodeAt(0)) return version2(bytes, at);
  throw damaged(`at byte ${at} a group or a dataset was expected`);
}
