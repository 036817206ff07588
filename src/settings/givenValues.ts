/** Makes settings of what a link gives, and then says what of it could not be used, and what is used instead. */
import { firstCharacters, shorten } from './characters';
import { type Crosshair, crosshairSpecs } from './crosshair';
import { specWithFile } from './fileSizes';
import type { SettingKey, Settings } from './settings';
import type { AnySpec, NumberSpec } from './spec';
import { DEFAULTS, SETTING_KEYS, SPECS } from './specs';
import { type Parsed, parseNumber, parseSetting, wordedSetting } from './validate';

/** All values that a link has for one thing. */
export interface Given {
  /** As the link writes it; the last one, where it is written in several ways. */
  readonly name: string;
  readonly raws: readonly string[];
}

export type GivenValues = ReadonlyMap<string, Given>;

/** What is wrong with the value of one setting of one pane. */
type Problems = Map<SettingKey, string[]>;

export function readPanes(given: GivenValues, notices: string[]): readonly [Settings] | readonly [Settings, Settings] {
  const first = readPane(0, given, DEFAULTS, notices);
  const asked = given.get('panes')?.raws.some((raw) => raw.trim() === '2') ?? false;
  if (!asked && !SETTING_KEYS.some((key) => given.has(`1.${key}`))) return [first];
  return [first, readPane(1, given, first, notices)];
}

function readPane(pane: 0 | 1, given: GivenValues, base: Settings, notices: string[]): Settings {
  const problems: Problems = new Map();
  const values: Partial<Record<SettingKey, unknown>> = {};
  const isFromFile = given.has(`${pane}.file`) || base.file !== '';
  for (const key of SETTING_KEYS) {
    const spec = isFromFile ? specWithFile(key) : SPECS[key];
    const parsed = (given.get(`${pane}.${key}`)?.raws ?? []).map((raw) => parseSetting(spec, raw));
    for (const one of parsed) if (!one.ok) add(problems, key, one.problem);
    const value = lastUsable(parsed);
    if (value !== undefined) values[key] = value;
  }
  const settings = agreeing({ ...base, ...values } as Settings, problems);
  for (const key of SETTING_KEYS) {
    const own = given.get(`${pane}.${key}`);
    const prefix = pane === 0 ? '' : '2.';
    const notice = noticeOf(SPECS[key], own, problems.get(key) ?? [], usedWords(SPECS[key], settings[key]), prefix);
    if (notice !== null) notices.push(notice);
  }
  return settings;
}

/** The last value that can be used as it is; where there is none, the last part that can. */
function lastUsable<T>(parsed: readonly Parsed<T>[]): T | undefined {
  const usable = parsed.findLast(({ ok }) => ok);
  if (usable?.ok) return usable.value;
  const partly = parsed.findLast((one) => !one.ok && one.kept !== undefined);
  return partly?.ok === false ? partly.kept : undefined;
}

/** Settings that are each in range but do not fit together. */
function agreeing(settings: Settings, problems: Problems): Settings {
  let { lossUnit } = settings;
  if (lossUnit > settings.hiddenSize && settings.lossDirection === 'unit') {
    add(problems, 'lossUnit', `${lossUnit} is more than the ${settings.hiddenSize} hidden units`);
    lossUnit = DEFAULTS.lossUnit;
  }
  const { maxLength } = SPECS.text;
  const { text, lost } = firstCharacters(settings.text, maxLength, settings.characters);
  if (lost > 0) add(problems, 'text', tooLong(maxLength, lost));
  const claim = firstCharacters(settings.claim, SPECS.claim.maxLength, 'graphemes');
  if (claim.lost > 0) add(problems, 'claim', tooLong(SPECS.claim.maxLength, claim.lost));
  return { ...settings, lossUnit, text, claim: claim.text };
}

const tooLong = (most: number, lost: number): string =>
  `${most} characters are the most, and the last ${lost === 1 ? 'one was' : `${lost} were`} left out`;

function add(problems: Problems, key: SettingKey, problem: string): void {
  problems.set(key, [...(problems.get(key) ?? []), problem]);
}

function usedWords(spec: AnySpec, value: unknown): string {
  return `${wordedSetting(spec, value)} ${Array.isArray(value) && value.length > 1 ? 'are' : 'is'} used`;
}

/** A sentence that says what is used, once that is certain; null where there is nothing to say. */
function noticeOf(
  { label, urlKey }: Pick<AnySpec, 'label' | 'urlKey'>,
  given: Given | undefined,
  problems: readonly string[],
  used: string,
  prefix = '',
): string | null {
  const often = given?.raws.length ?? 0;
  if (problems.length === 0 && often < 2) return null;
  const times = often < 2 ? '' : ` is given ${often === 2 ? 'twice' : `${often} times`}`;
  const wrong = problems.length === 0 ? '' : `: ${problems.slice(0, 2).join('; ')}`;
  return `${label} (${given?.name ?? `${prefix}${urlKey}`})${times}${wrong}; ${used}.`;
}

/** The number of panes has no setting of its own: it follows from what the link has. */
export function readPaneCount(given: GivenValues, count: number, notices: string[]): void {
  const asked = given.get('panes');
  const problems = (asked?.raws ?? []).flatMap((raw) => {
    const wanted = raw.trim();
    if (wanted === String(count) || wanted === '2') return [];
    return wanted === '1' ? ['1 is less than the link has settings for'] : [`“${shorten(raw)}” is neither 1 nor 2`];
  });
  const shown = count === 1 ? '1 is shown' : '2 are shown';
  const notice = noticeOf({ label: 'Panes', urlKey: 'panes' }, asked, problems, shown);
  if (notice !== null) notices.push(notice);
}

/** The cell that is read: none without a step, the first unit where there is no other. */
export function readCrosshair(given: GivenValues, panes: readonly Settings[], notices: string[]): Crosshair | null {
  const specs = crosshairSpecs(panes);
  const read = (
    name: 'step' | 'unit',
  ): { readonly value: number | undefined; readonly problems: readonly string[] } => {
    const parsed = (given.get(name)?.raws ?? []).map((raw) => parseNumber(specs[name], raw));
    return { value: lastUsable(parsed), problems: parsed.flatMap((one) => (one.ok ? [] : [one.problem])) };
  };
  const [step, unit] = [read('step'), read('unit')];
  const report = (spec: NumberSpec, about: Given | undefined, problems: readonly string[], used: string): void => {
    const notice = noticeOf(spec, about, problems, step.value === undefined ? 'no cell is selected' : used);
    if (notice !== null) notices.push(notice);
  };
  report(specs.step, given.get('step'), step.problems, `${step.value} is used`);
  const alone = given.has('unit') && !given.has('step') ? ['no step is given with it'] : [];
  report(specs.unit, given.get('unit'), [...unit.problems, ...alone], `${unit.value ?? 1} is used`);
  return step.value === undefined ? null : { step: step.value - 1, unit: (unit.value ?? 1) - 1 };
}
