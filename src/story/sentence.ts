/**
 * What the picture says, in plain words that change with the settings: how much is left how far back, by which way, against the
 * carousel alone and the plain RNN. Pure: facts in, words out.
 */
import { type Edge, kindOf as kindOfEdge } from '../settings/edges';
import { moreWords } from './cells/more';
import { digitsOfLogs, holdsFrom } from './digits';
import { CANCELLING, endOfGradient } from './endOfGradient';
import type { Facts } from './facts';
import { fixed, magnitude, share as percent, stepsOf } from './format';
import { inProse } from './names';

/** The sentence proper, and what is worth adding in smaller type. */
export interface Summary {
  readonly main: string;
  readonly more: string;
}

export function summarise(facts: Facts): Summary {
  const { settings, steps, remaining } = facts;
  const first = remaining[0] ?? Number.NaN;
  if (Number.isNaN(first)) return { main: '', more: '' };
  const lag = steps - 1;
  const prefix = facts.cuts.length > 0 ? `With ${listed(facts.cuts)} cut, ` : '';
  if (settings.loss === 'every') return everyStep(facts, first, prefix);
  const second = facts.second?.remaining[0];
  if (first === -Infinity && (second ?? first) === -Infinity) return nothing(facts, prefix);

  const where = `the first step, ${stepsOf(lag)} back`;
  const head = `${prefix}${verb(first, second, where)}`;
  const main = capital(`${head}${way(facts, lag)}${against(facts)}.`);
  const more = moreWords(settings.cell)(facts, lag);
  return { main, more: [chaos(facts), more].filter((part) => part !== '').join(' ') };
}

/** How the gradient fares, by its log10 at the first step: within a quarter it holds, from 10 times on it explodes. */
function verb(first: number, second: number | undefined, where: string): string {
  if (kindOf(first) !== kindOf(second ?? first))
    return `rounding decides how much gradient reaches ${where}: ${magnitude(first, second)} times the loss’s`;
  switch (kindOf(first)) {
    case 'explodes':
    case 'grows':
      return `the gradient ${kindOf(first)}: at ${where}, it is ${times(first, second)} times the loss’s`;
    case 'holds':
      return `the gradient holds: ${percent(first, second)} of what the loss sends out reaches ${where}`;
    case 'vanishes':
      return `only ${percent(first, second)} of the loss’s gradient reaches ${where}`;
    case 'shrinks':
      return `of the loss’s gradient ${percent(first, second)} reaches ${where}`;
  }
}

function kindOf(first: number): 'explodes' | 'grows' | 'holds' | 'shrinks' | 'vanishes' {
  if (first >= 0.1) return first >= 1 ? 'explodes' : 'grows';
  return first > -0.1 ? 'holds' : first > -4 ? 'shrinks' : 'vanishes';
}

/** By which way it came, or that the question has lost its meaning. */
function way({ crossings, remaining, second }: Facts, lag: number): string {
  // Where there is only one way there is no question.
  if (crossings === null || crossings.length < 2 || crossings.some(([, value]) => Number.isNaN(value))) return '';
  if (digitsOfLogs(remaining[0], second?.remaining[0]) < 1) return '; rounding decides by which paths it came';
  const others = new Map(second?.crossings);
  const count = (edge: Edge, value: number): string => withoutZero(fixed(value, decimals(lag), others.get(edge)));
  const total = (values: Iterable<number>): number => [...values].reduce((sum, value) => sum + Math.abs(value), 0);
  const sum = total(crossings.map(([, value]) => value));
  if (sum > CANCELLING * lag) {
    const secondSum = others.size === 0 ? undefined : total(others.values());
    const text = withoutZero(fixed(sum, decimals(lag), secondSum));
    return `; its paths cancel one another (Σ|crossings| is ${text} for ${stepsOf(lag)}), so no single path carries it`;
  }
  const ranked = crossings.filter(([, value]) => value >= 0.05 * lag).sort((a, b) => b[1] - a[1]);
  if (ranked.length === 0) return '';
  const named = ranked.slice(0, 3);
  const parts = named.map(
    ([edge, value], index) =>
      `${count(edge, value)}${index === 0 ? (lag === 1 ? ' is' : ' are') : ''} ${kindOfEdge(edge) === 'carousel' ? 'on' : 'through'} ${inProse(edge)}`,
  );
  return `; of its ${lag === 1 ? 'one crossing' : `${lag} crossings`} ${listed(parts)}${negative(crossings, named, lag, count)}`;
}

/** Those that count negative, where without them the parts named come to more than the lag, or where they are many. */
function negative(
  crossings: NonNullable<Facts['crossings']>,
  named: NonNullable<Facts['crossings']>,
  lag: number,
  count: (edge: Edge, value: number) => string,
): string {
  const sum = named.reduce((total, [, value]) => total + value, 0);
  const below = crossings.filter(([, value]) => value < 0).sort((a, b) => a[1] - b[1]);
  const [least] = below;
  if (least === undefined || (sum <= lag + 0.05 && least[1] >= -0.05 * lag)) return '';
  const text = below.slice(0, 2).map(([edge, value]) => `${inProse(edge)} ${count(edge, value)}`);
  return `, while ${listed(text)} count${text.length === 1 ? 's' : ''} against them`;
}

/** Crossings to a tenth, as the chart's labels have them. */
const decimals = (lag: number): number => (lag < 1000 ? 1 : 0);
const withoutZero = (text: string): string => text.replace(/\.0$/, '');

function against({ carousel, ghost, settings, second }: Facts): string {
  const parts: string[] = [];
  if (carousel !== null && !Number.isNaN(carousel)) {
    const text = left(carousel, second?.carousel ?? undefined);
    parts.push(text === 'nothing' ? 'the carousel alone leaves nothing' : `the carousel alone leaves ${text}`);
  }
  if (ghost !== null && !Number.isNaN(ghost) && settings.truncation === 'none') {
    parts.push(`a plain RNN ${parts.length === 0 ? 'leaves ' : ''}${left(ghost, second?.ghost ?? undefined)}`);
  }
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

/** What is left of the loss's gradient: a share of it, or so many times it. */
function left(log: number, second?: number): string {
  if (log === -Infinity && (second ?? log) === -Infinity) return 'nothing';
  if (log >= 1) return `${times(log, second)} times as much as the loss sends out`;
  return percent(log, second);
}

/** That numbers are ranges, where no digit of them holds, and why. */
function chaos({ remaining: log, ghost, second, settings }: Facts): string {
  if (second === null) return '';
  if (digitsOfLogs(log[0], second.remaining[0]) < 1) {
    const from = holdsFrom(log, (step) => second.remaining[step]) + 1;
    return `A chaotic forward pass magnifies rounding: no digit holds before step ${from}, where a range stands for two runs that differ in their last bits.`;
  }
  if (settings.truncation === 'none' && ghost !== null && digitsOfLogs(ghost, second.ghost ?? undefined) < 1)
    return 'The plain RNN’s forward pass is chaotic: rounding grows until no digit holds.';
  return '';
}

function nothing(facts: Facts, prefix: string): Summary {
  const { why, earliest } = endOfGradient(facts);
  return {
    main: capital(
      `${prefix}no gradient at all reaches the first step: ${why}. The earliest to receive any is step ${earliest}.`,
    ),
    more: `An exact zero is hatched; it is not a small number.`,
  };
}

function everyStep({ remaining: log, steps, settings, second }: Facts, first: number, prefix: string): Summary {
  let top = 0;
  for (let step = 1; step < steps; step++) if (log[step] > log[top]) top = step;
  const k = settings.truncationSteps;
  const reach =
    settings.truncation === 'none'
      ? 'from its own loss and all later ones together'
      : settings.truncation === 'window'
        ? `from the losses within its window of ${stepsOf(k)}`
        : `from its own loss and those of at most ${stepsOf(k)} ahead`;
  // Rounding alone must not name a step.
  const most =
    log[top] > first + 0.02
      ? ` The most, ${lossesOf(log[top], second?.remaining[top], '')}, arrives at step ${top + 1}.`
      : '';
  const head = `${prefix === '' ? 'with' : `${prefix}and`} a loss at every step, `;
  return {
    main: capital(
      first === -Infinity && (second?.remaining[0] ?? first) === -Infinity
        ? `${head}nothing arrives at the first.`
        : `${head}the first step receives ${lossesOf(first, second?.remaining[0], ' one loss’s gradient')}, ${reach}.${most}`,
    ),
    more: 'Losses add up, so this is not how far any one of them reaches: for that, take the loss at the last step.',
  };
}

/** "3.16 times one loss’s gradient"; once is no number of times. */
function lossesOf(log: number, second: number | undefined, what: string): string {
  const text = times(log, second);
  return text === '1' ? `as much as${what === '' ? ' one loss’s' : what}` : `${text} times${what}`;
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const times = magnitude;
