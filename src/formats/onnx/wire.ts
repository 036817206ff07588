/**
 * Protocol Buffers on the wire, as far as ONNX needs them (https://protobuf.dev/programming-guides/encoding). Nothing is copied: bytes are
 * views of the file. The package onnx-proto does the same for all of ONNX in 22 kB (gzip), this and `messages.ts` in 1.5.
 */
import { UnreadableFile } from '../model';

/** One field of a message: its number, and the integer, the fixed-size number or the bytes that it holds. */
export type Field = { readonly field: number } & (
  | { readonly kind: 'varint'; readonly value: number }
  | { readonly kind: 'fixed' | 'bytes'; readonly bytes: Uint8Array }
);

const damaged = (): UnreadableFile =>
  new UnreadableFile('This ONNX file is truncated or damaged: a field goes on beyond the end of what holds it.');

/** Integers are signed 64-bit; those beyond 2⁵³ lose their last bits. */
class Cursor {
  at = 0;
  constructor(readonly bytes: Uint8Array) {}

  varint(): number {
    let low = 0;
    let high = 0;
    for (let k = 0; k < 10; k++) {
      const byte = this.bytes[this.at++];
      if (byte === undefined) throw damaged();
      const bits = byte & 127;
      if (k < 4) low |= bits << (7 * k);
      else if (k > 4) high |= bits << (7 * k - 32);
      else {
        low |= bits << 28;
        high |= bits >> 4;
      }
      if (byte < 128) return high * 2 ** 32 + (low >>> 0);
    }
    throw damaged();
  }

  take(length: number): Uint8Array {
    if (length < 0 || length > this.bytes.length - this.at) throw damaged();
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }
}

/** The fields of a message, in their order. @throws {UnreadableFile} where they do not fit into `bytes`. */
export function* fieldsOf(bytes: Uint8Array): Generator<Field> {
  const cursor = new Cursor(bytes);
  while (cursor.at < bytes.length) {
    const key = cursor.varint();
    const field = Math.floor(key / 8);
    if (field < 1) throw damaged();
    switch (key & 7) {
      case 0:
        yield { field, kind: 'varint', value: cursor.varint() };
        break;
      case 1:
        yield { field, kind: 'fixed', bytes: cursor.take(8) };
        break;
      case 2:
        yield { field, kind: 'bytes', bytes: cursor.take(cursor.varint()) };
        break;
      case 5:
        yield { field, kind: 'fixed', bytes: cursor.take(4) };
        break;
      default:
        throw damaged();
    }
  }
}

/** What a repeated integer holds: packed, or one at a time. */
export function integersOf(field: Field): number[] {
  if (field.kind === 'varint') return [field.value];
  const cursor = new Cursor(field.bytes);
  const found: number[] = [];
  while (cursor.at < field.bytes.length) found.push(cursor.varint());
  return found;
}
