/** Values of JSON that somebody else wrote. */
import { UnreadableFile } from '../model';

export type JsonObject = Readonly<Record<string, unknown>>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});
export const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
export const textOf = (value: unknown): string | null => (typeof value === 'string' ? value : null);
export const numberOf = (value: unknown): number | null => (typeof value === 'number' ? value : null);

/** Python writes NaN and Infinity, which JSON does not have. */
const NOT_JSON = /(?<=[:,[]\s*)(?:NaN|-?Infinity)(?=\s*[,\]}])/g;

/** `what` names it in the error. */
export function parsed(text: string, what: string): unknown {
  try {
    return JSON.parse(text.replace(NOT_JSON, 'null'));
  } catch {
    throw new UnreadableFile(`${what} is truncated or damaged: it is not JSON.`);
  }
}
