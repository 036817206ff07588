/** What the table says of one setting, by kind, and short ways to write it down. */
import type { Cuttable } from './edges';

interface SpecBase<T> {
  readonly urlKey: string;
  readonly label: string;
  readonly help: string;
  readonly default: T;
}

export interface NumberSpec extends SpecBase<number> {
  readonly kind: 'number';
  readonly min: number;
  readonly max: number;
  /** Step of the arrow keys; typed numbers need not be multiples of it unless `integer`. */
  readonly step: number;
  readonly integer: boolean;
  readonly unit?: string;
  /** How the slider's track maps to values: see `track.ts`. */
  readonly track?: 'linear' | 'log' | 'aroundOne';
}

export interface ChoiceSpec<T extends string> extends SpecBase<T> {
  readonly kind: 'choice';
  readonly options: readonly { readonly value: T; readonly label: string }[];
}

export interface FlagSpec extends SpecBase<boolean> {
  readonly kind: 'flag';
}

export interface TextSpec extends SpecBase<string> {
  readonly kind: 'text';
  readonly maxLength: number;
}

export interface SetSpec extends SpecBase<readonly Cuttable[]> {
  readonly kind: 'set';
  readonly members: readonly Cuttable[];
}

export type SpecFor<T> = [T] extends [boolean]
  ? FlagSpec
  : [T] extends [number]
    ? NumberSpec
    : [T] extends [readonly Cuttable[]]
      ? SetSpec
      : [T] extends [string]
        ? string extends T
          ? TextSpec
          : ChoiceSpec<T>
        : never;

export type AnySpec = NumberSpec | ChoiceSpec<string> | FlagSpec | TextSpec | SetSpec;

export const number = (
  urlKey: string,
  label: string,
  [min, max, step]: readonly [number, number, number],
  value: number,
  help: string,
  extra: { readonly integer?: boolean; readonly unit?: string; readonly track?: NumberSpec['track'] } = {},
): NumberSpec => ({
  kind: 'number',
  urlKey,
  label,
  min,
  max,
  step,
  default: value,
  help,
  integer: extra.integer ?? false,
  ...(extra.unit === undefined ? {} : { unit: extra.unit }),
  track: extra.track ?? 'linear',
});

export const flag = (urlKey: string, label: string, value: boolean, help: string): FlagSpec => ({
  kind: 'flag',
  urlKey,
  label,
  default: value,
  help,
});

export const choice = <T extends string>(
  urlKey: string,
  label: string,
  value: T,
  help: string,
  options: readonly (readonly [T, string])[],
): ChoiceSpec<T> => ({
  kind: 'choice',
  urlKey,
  label,
  default: value,
  help,
  options: options.map(([v, text]) => ({ value: v, label: text })),
});
