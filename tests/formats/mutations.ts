/** Files that were damaged at random, always the same ones for a seed. */
import { RandomStream } from '../../src/math/random';

/** Bytes that break things more often than others do: ends of ranges, and digits and letters of headers and opcodes. */
const TELLING = [0, 1, 0x7f, 0x80, 0xff, 0x2e, 0x30, 0x39, 0x28, 0x5d, 0x7d];

export function mutated(bytes: Uint8Array, seed: number): Uint8Array {
  const stream = new RandomStream(seed, 'mutation');
  const below = (limit: number): number => Math.floor(stream.uniform() * limit);
  let out: Uint8Array = Uint8Array.from(bytes);
  const edits = 1 + below(4);
  for (let edit = 0; edit < edits && out.length > 0; edit++) {
    // Headers and directories are at the ends.
    const place = (): number => {
      const near = Math.min(out.length, 1500);
      return [below(out.length), below(near), out.length - 1 - below(near)][below(3)];
    };
    switch (below(7)) {
      case 0:
        out[place()] = below(256);
        break;
      case 1:
        out[place()] = TELLING[below(TELLING.length)];
        break;
      case 2:
        out[place()] ^= 1 << below(8);
        break;
      case 3:
        out = out.slice(0, place());
        break;
      case 4: {
        const [from, length] = [place(), below(64)];
        out = joined(out.subarray(0, from), out.subarray(from + length));
        break;
      }
      case 5: {
        const [from, length, to] = [place(), below(64), place()];
        out = joined(out.subarray(0, to), out.slice(from, from + length), out.subarray(to));
        break;
      }
      case 6: {
        const at = place();
        new DataView(out.buffer).setUint32(Math.max(0, Math.min(at, out.length - 4)), below(2 ** 32), true);
        break;
      }
    }
    if (out.length < 4) break;
  }
  return out;
}

function joined(...parts: readonly Uint8Array[]): Uint8Array {
  const out = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    out.set(part, at);
    at += part.length;
  }
  return out;
}
