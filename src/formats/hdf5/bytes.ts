/** The bytes of an HDF5 file, read within their bounds, and a count of how much has been read. */
import { MOST_VALUES } from '../guard';
import { UnreadableFile } from '../model';

/** Headers, messages, links and chunks: many more than any model has, and few enough to be read in a second. */
const MOST_PARTS = 400_000;

const utf8 = new TextDecoder();

/** The address that stands for "nowhere". */
export const NOWHERE = -1;

export const damaged = (what: string): UnreadableFile =>
  new UnreadableFile(`This HDF5 file is truncated or damaged: ${what}.`);

export class Bytes {
  readonly #view: DataView;
  readonly #count: { parts: number; values: number };

  constructor(
    readonly all: Uint8Array,
    count = { parts: 0, values: 0 },
  ) {
    this.#view = new DataView(all.buffer, all.byteOffset, all.byteLength);
    this.#count = count;
  }

  get length(): number {
    return this.all.byteLength;
  }

  /** To be called for each part that is read, so that one that leads back to itself comes to an end. */
  count(): void {
    this.#count.parts += 1;
    if (this.#count.parts > MOST_PARTS)
      throw damaged('it has more parts than can be read, or they lead back to one another');
  }

  /** To be called before memory is taken for so many numbers, of `size` bytes each in the file. */
  countValues(values: number, size: number): void {
    // Deflate makes at most 1032 bytes of one.
    if (values * size > 1040 * this.length) throw damaged('a dataset is larger than all that the file can hold');
    this.#count.values += values;
    if (this.#count.values > 2 * MOST_VALUES) throw damaged('its datasets are larger than what can be read here');
  }

  #at(at: number, size: number): number {
    if (!(at >= 0 && at <= this.length - size)) throw damaged(`it points to byte ${at}, and has ${this.length}`);
    return at;
  }

  u8(at: number): number {
    return this.#view.getUint8(this.#at(at, 1));
  }

  u16(at: number): number {
    return this.#view.getUint16(this.#at(at, 2), true);
  }

  u32(at: number): number {
    return this.#view.getUint32(this.#at(at, 4), true);
  }

  /** An address or a length; `NOWHERE` where all bits are set. */
  u64(at: number): number {
    const low = this.#view.getUint32(this.#at(at, 8), true);
    const high = this.#view.getUint32(at + 4, true);
    return low === 0xffffffff && high === 0xffffffff ? NOWHERE : high * 2 ** 32 + low;
  }

  /** An integer of 1 to 8 bytes. */
  unsigned(at: number, size: number): number {
    let value = 0;
    for (let k = size - 1; k >= 0; k--) value = value * 256 + this.u8(at + k);
    return value;
  }

  /** A view, not a copy. */
  slice(at: number, size: number): Uint8Array {
    if (!(size >= 0)) throw damaged(`a part of it has ${size} bytes`);
    this.#at(at, size);
    return this.all.subarray(at, at + size);
  }

  /** The same file's count goes on. */
  part(at: number, size: number): Bytes {
    return new Bytes(this.slice(at, size), this.#count);
  }

  /** Without the zeros that fill it up. */
  text(at: number, size: number): string {
    return utf8.decode(this.slice(at, size)).replace(/\0+$/, '');
  }

  /** A text that a zero ends. */
  textUntilZero(at: number): string {
    const end = this.all.indexOf(0, this.#at(at, 1));
    if (end < 0) throw damaged('a name has no end');
    return this.text(at, end - at);
  }

  signature(at: number, expected: string): void {
    const found = at >= 0 && at <= this.length - 4 ? utf8.decode(this.slice(at, 4)) : '';
    if (found !== expected) throw damaged(`where its part ${expected} was expected there is something else`);
  }
}
