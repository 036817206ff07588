/** Checks of plain data read from JSON. Each throws `NotUnderstood` with one sentence that names the key. */
import { NotUnderstood } from './commandLine';

export type JsonObject = Readonly<Record<string, unknown>>;

/** What to call the dimensions of an array in a message, and how long each is: `[['T', 12], ['N', 4]]`. */
export type Shape = readonly (readonly [name: string, size: number])[];

export function objectAt(value: unknown, key: string): JsonObject {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as JsonObject;
  return refuse(key, `is ${shown(value)}, and must be an object`);
}

/** All of `known` must be there, and nothing else; `why` says for which network that is. */
export function onlyKeys(object: JsonObject, known: readonly string[], path: string, why: string): void {
  const unknown = Object.keys(object).find((key) => !known.includes(key));
  if (unknown !== undefined) refuse(path + unknown, `is not understood: ${why} has ${list(known) || 'none'}`);
  const missing = known.find((key) => !Object.hasOwn(object, key));
  if (missing !== undefined) refuse(path + missing, `is missing: ${why} has ${list(known)}`);
}

export function oneOf<T extends string>(value: unknown, known: readonly T[], key: string): T {
  const found = known.find((candidate) => candidate === value);
  return found ?? refuse(key, `is ${shown(value)}, and must be ${known.join(' or ')}`);
}

export function booleanAt(value: unknown, key: string): boolean {
  return typeof value === 'boolean' ? value : refuse(key, `is ${shown(value)}, and must be true or false`);
}

export function textAt(value: unknown, key: string): string {
  return typeof value === 'string' ? value : refuse(key, `is ${shown(value)}, and must be a text`);
}

export function countAt(value: unknown, key: string): number {
  if (typeof value === 'number' && Number.isSafeInteger(value) && value > 0) return value;
  return refuse(key, `is ${shown(value)}, and must be a positive whole number`);
}

/** The numbers of nested arrays of this shape, row-major; each 0, or at least `least` in size. */
export function numbersAt(value: unknown, shape: Shape, key: string, least = 0): Float64Array {
  // Not made in its length beforehand: the sizes that a file gives need not be those of its arrays.
  const out: number[] = [];
  const read = (part: unknown, depth: number, path: string): void => {
    const [name, size] = shape[depth] ?? [];
    if (size === undefined) {
      out.push(finiteAt(part, path, least));
      return;
    }
    const entries = arrayAt(part, path);
    if (entries.length !== size) refuse(path, `has length ${entries.length}, and must have ${name} = ${size}`);
    for (const [index, entry] of entries.entries()) read(entry, depth + 1, `${path}[${index}]`);
  };
  read(value, 0, key);
  return Float64Array.from(out);
}

function finiteAt(value: unknown, key: string, least: number): number {
  // JSON.parse reads 1e999 as Infinity.
  if (typeof value === 'number' && Number.isFinite(value)) {
    if (value === 0 || Math.abs(value) >= least) return value;
    return refuse(
      key,
      `is ${value}, and must be 0 or at least ${least} in size: products of smaller ones leave float64`,
    );
  }
  return refuse(key, `is ${shown(value)}, and must be a number that float64 can hold`);
}

export function arrayAt(value: unknown, key: string): readonly unknown[] {
  return Array.isArray(value) ? value : refuse(key, `is ${shown(value)}, and must be an array`);
}

/** `key` is empty for the file as a whole. */
export function refuse(key: string, problem: string): never {
  throw new NotUnderstood(`${key === '' ? 'the file' : `"${key}"`} ${problem}.`);
}

export function list(names: readonly string[]): string {
  return names.join(', ');
}

function shown(value: unknown): string {
  if (value === undefined) return 'missing';
  if (typeof value === 'number') return String(value);
  if (Array.isArray(value)) return 'an array';
  if (typeof value === 'object' && value !== null) return 'an object';
  const text = JSON.stringify(value);
  return text.length > 40 ? `${text.slice(0, 40)}…` : text;
}
