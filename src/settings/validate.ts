/** Turns text from outside (a link, a typed number) into a setting's value, or says in words what was wrong with it. */
import type { Cuttable } from './edges';
import type { AnySpec, NumberSpec } from './spec';

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | {
      readonly ok: false;
      readonly problem: string;
      /** The part of a set that can be used. */
      readonly kept?: T;
    };

export function parseNumber(spec: NumberSpec, raw: string): Parsed<number> {
  // "−2" as it is typeset is as good as "-2"; a comma is what half of the world types.
  if (spec.integer && /^\d{1,3}([,.]\d{3})+$/.test(raw.trim())) {
    return { ok: false, problem: `“${shorten(raw)}” could be read two ways; write it without a separator` };
  }
  const text = raw.trim().replaceAll('−', '-').replace(',', '.');
  const value = Number(text);
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) || !Number.isFinite(value)) {
    return { ok: false, problem: raw.trim() === '' ? 'nothing was typed' : `“${shorten(raw)}” is not a number` };
  }
  if (value < spec.min || value > spec.max) {
    return { ok: false, problem: `${shorten(raw)} is outside ${minus(spec.min)} … ${minus(spec.max)}` };
  }
  if (spec.integer && !Number.isInteger(value)) return { ok: false, problem: `${shorten(raw)} is not a whole number` };
  return { ok: true, value: value === 0 ? 0 : value };
}

export function parseSetting(spec: AnySpec, raw: string): Parsed<unknown> {
  switch (spec.kind) {
    case 'number':
      return parseNumber(spec, raw);
    case 'flag':
      if (raw === '1' || raw === '0') return { ok: true, value: raw === '1' };
      return { ok: false, problem: `“${shorten(raw)}” is neither 1 nor 0` };
    case 'choice': {
      const option = spec.options.find((candidate) => candidate.value === raw);
      if (option) return { ok: true, value: option.value };
      return { ok: false, problem: `“${shorten(raw)}” is none of ${spec.options.map((o) => o.value).join(', ')}` };
    }
    case 'text': {
      const length = [...raw].length;
      if (length > spec.maxLength)
        return { ok: false, problem: `${length} characters are more than ${spec.maxLength}` };
      return { ok: true, value: raw };
    }
    case 'set': {
      const names = raw === '' ? [] : raw.split(',');
      const wrong = names.find((name) => !spec.members.some((member) => member === name));
      const kept = spec.members.filter((member: Cuttable) => names.includes(member));
      if (wrong === undefined) return { ok: true, value: kept };
      return { ok: false, problem: `“${shorten(wrong)}” is none of ${spec.members.join(', ')}`, kept };
    }
  }
}

export function formatSetting(spec: AnySpec, value: unknown): string {
  if (spec.kind === 'flag') return value === true ? '1' : '0';
  if (spec.kind === 'set') return (value as readonly string[]).join(',');
  return String(value);
}

const minus = (value: number): string => String(value).replace('-', '−');

function shorten(raw: string): string {
  const characters = [...raw];
  return characters.length > 40 ? `${characters.slice(0, 40).join('')}…` : raw;
}
