/** Writes `.safetensors` files for tests: float32 unless told otherwise. */

export interface Written {
  readonly shape: readonly number[];
  readonly values?: readonly number[];
  /** With `dtype`, in place of values. */
  readonly bytes?: Uint8Array;
  readonly dtype?: string;
}

/** `change` may spoil the header. */
export function safetensorsFile(
  tensors: Readonly<Record<string, Written>>,
  change: (header: Record<string, { dtype: string; shape: number[]; data_offsets: number[] }>) => void = () => {},
): Uint8Array {
  const header: Parameters<typeof change>[0] = {};
  const parts: Uint8Array[] = [];
  let at = 0;
  for (const [name, { shape, values, bytes, dtype = 'F32' }] of Object.entries(tensors)) {
    const count = shape.reduce((product, size) => product * size, 1);
    const numbers = values ?? Array.from({ length: count }, (_, k) => Math.sin(k + name.length));
    const part = bytes ?? new Uint8Array(Float32Array.from(numbers).buffer);
    header[name] = { dtype, shape: [...shape], data_offsets: [at, at + part.length] };
    at += part.length;
    parts.push(part);
  }
  change(header);
  const text = new TextEncoder().encode(JSON.stringify(header));
  const out = new Uint8Array(8 + text.length + at);
  new DataView(out.buffer).setBigUint64(0, BigInt(text.length), true);
  out.set(text, 8);
  let place = 8 + text.length;
  for (const part of parts) {
    out.set(part, place);
    place += part.length;
  }
  return out;
}

/** An LSTM of N units on M inputs, under `prefix`; `_l0` unless `suffix` says otherwise. */
export function lstmTensors(prefix: string, n: number, m: number, suffix = '_l0'): Record<string, Written> {
  return {
    [`${prefix}weight_ih${suffix}`]: { shape: [4 * n, m] },
    [`${prefix}weight_hh${suffix}`]: { shape: [4 * n, n] },
    [`${prefix}bias_ih${suffix}`]: { shape: [4 * n] },
    [`${prefix}bias_hh${suffix}`]: { shape: [4 * n] },
  };
}
