/**
 * The page's one question and its answer: how much of the loss's gradient reaches the first step, beside what the carousel alone and the
 * plain RNN leave, and one sentence of why. Every size is the norm ‖gᵗ‖₂ against the loss's. Pure: facts in, words out.
 */
import { type Edge, kindOf } from '../settings/edges';
import { digitsOfLogs } from './digits';
import { CANCELLING, endOfGradient } from './endOfGradient';
import type { ByPath, Facts } from './facts';
import { besideOne, fixed, magnitude, share, stepsOf } from './format';
import { inProse } from './names';

/** What is set beside the answer: a path alone, or the plain RNN. */
export interface Compared {
  readonly of: Edge | 'ghost';
  readonly name: string;
  readonly size: string;
}

export interface Answer {
  readonly question: string;
  /** "9.7 %", "1.1·10⁶ ×" */
  readonly size: string;
  /** Whether it is larger than at the loss. */
  readonly isHot: boolean;
  /** What the size is of. */
  readonly words: string;
  readonly compared: readonly Compared[];
  /** One sentence or two; '' while the series that they rest on are not there. */
  readonly why: string;
}

/** From here on, as a log10, a size is given as so many times the loss's. */
const GROWN = 0.1;
/** What can be taken in at a glance. */
const DIGITS = 2;
/** What a path must change, as a factor in log10, to be named for it. */
const MATTERS = 0.3;

/** Null while the gradient at the first step is not there. */
export function answer(facts: Facts): Answer | null {
  const { settings, steps, remaining, second } = facts;
  const first = remaining[0] ?? Number.NaN;
  if (Number.isNaN(first)) return null;
  const lag = steps - 1;
  const other = second?.remaining[0];
  const isHot = first >= GROWN;
  const isZero = first === -Infinity && (other ?? first) === -Infinity;
  const every = settings.loss === 'every';
  const cut = facts.cuts.length === 0 ? '' : `, with ${listed(facts.cuts)} cut`;
  const back = `${stepsOf(lag)} back`;
  return {
    question: facts.isFromAbove
      ? 'How much does what comes from above teach step 1?'
      : every
        ? 'How much do all the losses teach step 1?'
        : `Can step 1 still learn from step ${steps}?`,
    size: isZero ? 'Nothing' : sizeAgainstLoss(first, other),
    isHot,
    words: facts.isFromAbove
      ? `${isHot ? '' : 'of '}the largest gradient that one step gets from above${cut}`
      : every
        ? `${isHot ? '' : 'of '}one loss’s gradient, at step 1, from all losses together${cut}`
        : isHot
          ? `the loss’s gradient, at step 1, ${back}${cut}`
          : `of the gradient reaches step 1, ${back}${cut}`,
    compared: every ? [] : comparisons(facts),
    why: isZero ? nothing(facts) : every ? '' : reason(facts, first, lag),
  };
}

function comparisons({ carousel, ghost, second, settings, alone }: Facts): Compared[] {
  const found: Compared[] = [];
  const edge = alone.find(([name]) => kindOf(name) === 'carousel')?.[0];
  if (edge !== undefined && carousel !== null)
    found.push({ of: edge, name: 'carousel alone', size: sizeAgainstLoss(carousel, second?.carousel ?? undefined) });
  if (ghost !== null && settings.truncation === 'none')
    found.push({ of: 'ghost', name: 'plain RNN', size: sizeAgainstLoss(ghost, second?.ghost ?? undefined) });
  return found;
}

function reason(facts: Facts, first: number, lag: number): string {
  const { second, remaining } = facts;
  if (digitsOfLogs(first, second?.remaining[0]) < 1)
    return 'The forward pass is chaotic: rounding grows until no digit holds, and a range stands for what two runs have in common.';
  const open = facts.without.length;
  if (open < 2) return lag > 1 ? evenly(first, second?.remaining[0], lag) : '';
  const sole = only(facts, first);
  const together = facts.alone.length === open && facts.alone.every(([, size]) => size <= 0);
  if (first >= GROWN && together)
    return `No path grows alone; taking turns they multiply. ${cutting(facts, first, null)}`.trim();
  const way = wayOf(facts, lag);
  if (way === null) return evenly(first, remaining.length > 1 ? second?.remaining[0] : undefined, lag);
  return `${[way.words, sole === '' ? without(facts, first, way.edge) : sole].filter((part) => part !== '').join('; ')}.`;
}

/** Where one path alone brings as much as all of them. */
function only({ alone }: Facts, first: number): string {
  const same = alone.find(([, size]) => Math.abs(size - first) < 0.005);
  return same === undefined ? '' : `${plainName(same[0])} alone would bring as much`;
}

/** By which path it came for the most part, from the crossings; null where there are none. */
function wayOf(
  { crossings, second }: Facts,
  lag: number,
): { readonly words: string; readonly edge: Edge | null } | null {
  if (crossings === null || crossings.some(([, value]) => Number.isNaN(value))) return null;
  const total = crossings.reduce((sum, [, value]) => sum + Math.abs(value), 0);
  if (total > CANCELLING * lag)
    return { words: 'Its paths cancel one another, so no single one carries it', edge: null };
  const [most] = [...crossings].sort((a, b) => b[1] - a[1]);
  if (most === undefined) return null;
  const [edge, value] = most;
  const count = fixed(value, 0, new Map(second?.crossings ?? []).get(edge));
  const place = kindOf(edge) === 'carousel' ? 'on the carousel' : `through ${plainName(edge)}`;
  // Other paths then have less than nothing on balance: their messages point against the whole.
  if (Math.round(value) > lag) return { words: `On balance all of the ${stepsOf(lag)} ran ${place}`, edge };
  return { words: `${count} of the ${stepsOf(lag)} ran ${place}`, edge };
}

/** "without R_z only 0.08 % would arrive": of the path, beside the one named, that counts for the most. */
function without(facts: Facts, first: number, named: Edge | null): string {
  const least = leastOf(facts.without, named);
  if (least === undefined || first - least[1] < MATTERS) return '';
  return `without ${plainName(least[0])} ${left(facts, least)}`;
}

function cutting(facts: Facts, first: number, named: Edge | null): string {
  const least = leastOf(facts.without, named);
  if (least === undefined || first - least[1] < MATTERS) return '';
  const [edge, size] = least;
  const other = new Map(facts.second?.without ?? []).get(edge);
  const remainder =
    size >= 0
      ? `it is only ${magnitude(size, other, DIGITS)} times the loss’s`
      : `only ${sizeAgainstLoss(size, other)} arrives`;
  return `Cut ${plainName(edge)}, and ${size === -Infinity ? 'nothing arrives' : remainder}.`;
}

function left(facts: Facts, [edge, size]: readonly [Edge, number]): string {
  if (size === -Infinity) return 'nothing would arrive';
  return `only ${sizeAgainstLoss(size, new Map(facts.second?.without ?? []).get(edge))} would arrive`;
}

/** Plain names first: the carousel is never "the CEC" here. */
const plainName = (edge: Edge): string => (kindOf(edge) === 'carousel' ? 'the carousel' : inProse(edge));

const leastOf = (sizes: ByPath, named: Edge | null): ByPath[number] | undefined =>
  sizes.filter(([edge]) => edge !== named).sort((a, b) => a[1] - b[1])[0];

/** The factor of one step, were all alike. */
function evenly(first: number, other: number | undefined, lag: number): string {
  if (first === -Infinity || lag < 1) return '';
  const factor = besideOne(10 ** (first / lag), other === undefined ? undefined : 10 ** (other / lag));
  return `Each step back multiplies it by ${factor}, on average.`;
}

function nothing(facts: Facts): string {
  const { why, earliest } = endOfGradient(facts);
  return `${capital(why)}: the earliest step to receive any is ${earliest}.`;
}

/** Whether it is told as so many times the loss's. */
export const isGrown = (log10: number): boolean => log10 >= GROWN;

/** A norm against the loss's: "9.7 %", "3.04·10⁻²³", "1.1·10⁶ ×" */
export function sizeAgainstLoss(log10: number, second?: number, most = DIGITS): string {
  if (log10 === -Infinity && (second ?? log10) === -Infinity) return 'nothing';
  return isGrown(log10) ? `${magnitude(log10, second, most)} ×` : share(log10, second, most);
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
