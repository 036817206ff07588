/** The links of a group: names, and where the objects' headers are. Soft and external links are left out. */
import { type Bytes, damaged, NOWHERE } from './bytes';
import { fractalHeap, recordsOf } from './heaps';
import { MESSAGE, type Message } from './objects';

type Links = Map<string, number>;

/** Groups of the oldest form: a B-tree of symbol tables, and a heap of names. */
function symbolTables(bytes: Bytes, tree: number, heap: number, links: Links): void {
  bytes.signature(heap, 'HEAP');
  const names = bytes.part(bytes.u64(heap + 24), bytes.u64(heap + 8));
  const walk = (node: number, highest: number): void => {
    bytes.count();
    bytes.signature(node, 'TREE');
    const level = bytes.u8(node + 5);
    if (level > highest || bytes.u8(node + 4) !== 0) throw damaged('an index of names leads back to itself');
    for (let k = 0; k < bytes.u16(node + 6); k++) {
      const child = bytes.u64(node + 32 + 16 * k);
      if (level > 0) walk(child, level - 1);
      else entries(child);
    }
  };
  const entries = (node: number): void => {
    bytes.signature(node, 'SNOD');
    for (let k = 0; k < bytes.u16(node + 6); k++) {
      bytes.count();
      const entry = node + 8 + 40 * k;
      const isSoft = bytes.u32(entry + 16) === 2;
      if (!isSoft) links.set(names.textUntilZero(bytes.u64(entry)), bytes.u64(entry + 8));
    }
  };
  walk(tree, 16);
}

function linkMessage(body: Bytes, links: Links): void {
  const flags = body.u8(1);
  let at = 2;
  const type = flags & 8 ? body.u8(at++) : 0;
  if (flags & 4) at += 8;
  if (flags & 16) at += 1;
  const lengthBytes = 1 << (flags & 3);
  const length = body.unsigned(at, lengthBytes);
  at += lengthBytes;
  if (type === 0) links.set(body.text(at, length), body.u64(at + length));
}

/** Links that a large group keeps in a heap. */
function denseLinks(bytes: Bytes, body: Bytes, links: Links): void {
  const start = body.u8(1) & 1 ? 10 : 2;
  const [heapAt, indexAt] = [body.u64(start), body.u64(start + 8)];
  if (heapAt === NOWHERE || indexAt === NOWHERE) return;
  const heap = fractalHeap(bytes, heapAt);
  // A record of the index by name is a hash and the object's id.
  for (const record of recordsOf(bytes, indexAt)) linkMessage(heap(record.part(4, record.length - 4)), links);
}

export function linksOf(bytes: Bytes, messages: readonly Message[]): Links {
  const links: Links = new Map();
  for (const { type, body } of messages) {
    if (type === MESSAGE.symbolTable) symbolTables(bytes, body.u64(0), body.u64(8), links);
    else if (type === MESSAGE.link) linkMessage(body, links);
    else if (type === MESSAGE.linkInfo) denseLinks(bytes, body, links);
  }
  return links;
}
