/**
 * Turns text from outside (a link, a typed number) into a setting's value, or says in words what was wrong with it.
 *
 * A number is read by one rule in every field. A point is the decimal point. A comma is the decimal comma, unless it could set thousands
 * apart (`1,000`; not `0,125` or `12,5`): then half of the world means a thousand and the other half one, and it is refused. So is a point
 * that could do the same in a field of whole numbers (`1.000`), and digits that are grouped in any other way (`1 000`, `1'000`).
 */
import { shorten, wellFormed } from './characters';
import type { AnySpec, ChoiceSpec, NumberSpec, SetSpec } from './spec';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly problem: string;
      /** The part of a set that can be used. */
      readonly kept?: T;
    };

const failed = (problem: string): Parsed<never> => ({ ok: false, problem });

const GROUPED = /^[+-]?[1-9]\d{0,2}((?<separator>[,.\s'’_])\d{3})(\k<separator>\d{3})*([.,]\d*)?(e[+-]?\d+)?$/i;

function isGrouped(text: string, integer: boolean): boolean {
  const groups = GROUPED.exec(text)?.groups;
  if (groups === undefined) return false;
  // `2.125` is what this page writes itself.
  return groups.separator !== '.' || integer || /\..*[.,]/.test(text);
}

export function parseNumber(spec: NumberSpec, raw: string): Parsed<number> {
  // "−2" as it is typeset is as good as "-2".
  const typed = raw.trim().replaceAll('−', '-');
  if (typed === '') return failed('nothing was typed');
  if (isGrouped(typed, spec.integer)) {
    return failed(`“${shorten(raw)}” has what could be a thousands separator; write it without`);
  }
  const text = typed.replace(',', '.');
  const value = Number(text);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) || !Number.isFinite(value)) {
    return failed(`“${shorten(raw)}” is not a number`);
  }
  if (value < spec.min || value > spec.max) {
    return failed(`${shorten(raw)} is outside ${minus(spec.min)} … ${minus(spec.max)}`);
  }
  if (spec.integer && !Number.isInteger(value)) return failed(`${shorten(raw)} is not a whole number`);
  return { ok: true, value: value === 0 ? 0 : value };
}

const YES = ['1', 'on', 'true', 'yes'];
const NO = ['0', 'off', 'false', 'no'];

/** A text is taken whole: how many characters are too many depends on how they are counted, which is another setting. */
export function parseSetting(spec: AnySpec, raw: string): Parsed<unknown> {
  switch (spec.kind) {
    case 'number':
      return parseNumber(spec, raw);
    case 'flag': {
      const word = folded(raw);
      if (YES.includes(word) || NO.includes(word)) return { ok: true, value: YES.includes(word) };
      return failed(`“${shorten(raw)}” is neither 1 nor 0`);
    }
    case 'choice':
      return parseChoice(spec, raw);
    case 'text':
      return { ok: true, value: wellFormed(raw) };
    case 'set':
      return parseSet(spec, raw);
  }
}

/** By its value in the link or by its name on the page, in any case. */
function parseChoice({ options }: ChoiceSpec<string>, raw: string): Parsed<string> {
  const word = folded(raw);
  const option =
    options.find(({ value }) => value === raw) ??
    options.find(({ value }) => folded(value) === word) ??
    options.find(({ label }) => folded(label) === word);
  if (option !== undefined) return { ok: true, value: option.value };
  return failed(`“${shorten(raw)}” is none of ${options.map(({ value }) => value).join(', ')}`);
}

function parseSet({ members }: SetSpec, raw: string): Parsed<SetSpec['members']> {
  const names = raw.split(',').filter((name) => name.trim() !== '');
  if (names.length === 0 || (names.length === 1 && folded(raw) === NONE)) return { ok: true, value: [] };
  const wanted = names.map(folded);
  const kept = members.filter((member) => wanted.includes(folded(member)));
  const wrong = names.filter((_, k) => !members.some((member) => folded(member) === wanted[k]));
  if (wrong.length === 0) return { ok: true, value: kept };
  const problem = `${wrong.slice(0, 3).map(quoted).join(', ')} ${wrong.length === 1 ? 'is' : 'are'} none of ${members.join(', ')}`;
  return kept.length === 0 ? failed(problem) : { ok: false, problem, kept };
}

const NONE = 'none';

const folded = (text: string): string => text.trim().toLowerCase();
const quoted = (text: string): string => `“${shorten(text)}”`;

export function formatSetting(spec: AnySpec, value: unknown): string {
  if (spec.kind === 'flag') return value === true ? '1' : '0';
  if (spec.kind === 'set') return (value as readonly string[]).join(',');
  return String(value);
}

/** A value as a sentence names it. */
export function wordedSetting(spec: AnySpec, value: unknown): string {
  const text = formatSetting(spec, value);
  if (spec.kind === 'number') return minus(text);
  if (spec.kind === 'text') return quoted(text);
  return text === '' ? NONE : text.replaceAll(',', ', ');
}

const minus = (value: number | string): string => String(value).replace('-', '−');
