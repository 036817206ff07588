/** A cursor over a pickle's bytes that never leaves them. */
import { UnreadableFile } from '../model';

export class PickleBytes {
  private at = 0;
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  /** Where the next `count` bytes begin; they have been passed then. */
  private pass(count: number): number {
    if (!(count <= this.bytes.length - this.at))
      throw new UnreadableFile('The pickle in the file ends before its end: the file is cut short or damaged.');
    const from = this.at;
    this.at += count;
    return from;
  }

  uint8(): number {
    return this.view.getUint8(this.pass(1));
  }

  uint16(): number {
    return this.view.getUint16(this.pass(2), true);
  }

  int32(): number {
    return this.view.getInt32(this.pass(4), true);
  }

  uint32(): number {
    return this.view.getUint32(this.pass(4), true);
  }

  uint64(): number {
    return Number(this.view.getBigUint64(this.pass(8), true));
  }

  /** Big-endian, as pickles have it. */
  float64(): number {
    return this.view.getFloat64(this.pass(8), false);
  }

  take(count: number): Uint8Array {
    const from = this.pass(count);
    return this.bytes.subarray(from, from + count);
  }

  text(count: number): string {
    return new TextDecoder().decode(this.take(count));
  }

  /** Up to the end of the line, which is left out. */
  line(): string {
    const end = this.bytes.indexOf(10, this.at);
    const text = this.text(end < 0 ? Number.POSITIVE_INFINITY : end - this.at);
    this.at++;
    return text;
  }

  /** A whole number of any length in two's complement, as near as a float64 comes. */
  integer(count: number): number {
    const bytes = this.take(count);
    let value = 0;
    for (let k = count - 1; k >= 0; k--) value = value * 256 + bytes[k];
    return count > 0 && bytes[count - 1] >= 128 ? value - 256 ** count : value;
  }
}
