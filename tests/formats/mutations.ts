/** Damaged copies of a file: bytes changed, numbers made large, parts cut out or repeated, ends cut off. */
import { RandomStream } from '../../src/math/random';

const LARGE = [0xff, 0x7f, 0x80, 0x00, 0x01];

/** `count` of them, the same for the same seed. */
export function* mutations(bytes: Uint8Array, count: number, seed: number): Generator<Uint8Array> {
  const stream = new RandomStream(seed, 'mutations');
  const below = (end: number): number => Math.min(end - 1, Math.floor(stream.uniform() * end));
  // Most damage is done in headers, which are near the beginning or near the end.
  const place = (): number => {
    const where = below(3);
    if (where === 0) return below(Math.min(bytes.length, 400));
    return where === 1 ? bytes.length - 1 - below(Math.min(bytes.length, 400)) : below(bytes.length);
  };
  for (let k = 0; k < count; k++) {
    const copy = bytes.slice();
    const kind = below(6);
    if (kind === 0) yield copy.subarray(0, below(copy.length));
    else if (kind === 1) {
      const [from, length] = [place(), 1 + below(64)];
      const rest = copy.slice(from + length);
      copy.set(rest, from);
      yield copy.subarray(0, from + rest.length);
    } else if (kind === 2) {
      copy.copyWithin(place(), place(), place());
      yield copy;
    } else if (kind === 3) {
      const at = place();
      copy.fill(LARGE[below(LARGE.length)] as number, at, at + 1 + below(8));
      yield copy;
    } else {
      for (let changes = 1 + below(8); changes > 0; changes--) copy[place()] = below(256);
      yield copy;
    }
  }
}
