/**
 * What the picture says, in plain words that change with the settings: how much is left how far back, by which way, against the
 * carousel alone and the plain RNN. Pure: facts in, words out.
 */
import type { Edge } from '../settings/edges';
import type { Settings } from '../settings/settings';
import { magnitude, share as percent, signed } from './format';
import { plainSymbol } from './names';

export interface Facts {
  readonly settings: Settings;
  readonly steps: number;
  /** log10 ‖gᵗ‖ against the loss gradient, by step, 0-based. */
  readonly left: ArrayLike<number>;
  /** log10 at step 1 of what the carousel alone leaves, and of the plain RNN; null where there is none (yet). */
  readonly carousel: number | null;
  /** log10 of what of the loss enters the carousel, one step back. */
  readonly entering: number | null;
  readonly ghost: number | null;
  /** Crossings at step 1; null where there is no ledger (yet). */
  readonly crossings: readonly (readonly [Edge, number])[] | null;
  readonly cuts: readonly string[];
  /** The RNN's W_h, and the bound on its activation's slope. */
  readonly recurrent: { readonly radius: number; readonly norm: number } | null;
  readonly atRest: number | null;
}

/** The sentence proper, and what is worth adding in smaller type. */
export interface Said {
  readonly main: string;
  readonly more: string;
}

/** Σ|crossings| above this many times the lag: the paths cancel, and "which way" loses its meaning. */
const CANCELLING = 1.5;
const ROUNDING = 1e-9;

export function say(facts: Facts): Said {
  const { settings, steps, left } = facts;
  const first = left[0] ?? Number.NaN;
  if (Number.isNaN(first)) return { main: '', more: '' };
  const lag = steps - 1;
  const prefix = facts.cuts.length > 0 ? `With ${listed(facts.cuts)} cut, ` : '';
  if (settings.loss === 'every') return everyStep(facts, first, prefix);
  if (first === -Infinity) return nothing(facts, prefix);

  const where = `the first step, ${lag} ${lag === 1 ? 'step' : 'steps'} back`;
  const head = `${prefix}${verb(first, where)}`;
  const main = capital(`${head}${way(facts, lag)}${against(facts)}.`);
  return { main, more: settings.network === 'rnn' ? verdict(facts, first, lag) : growth(facts, first, lag) };
}

/** How the gradient fares, by its log10 at the first step: within a quarter it holds, from 10 times on it explodes. */
function verb(first: number, where: string): string {
  if (first >= 0.1) {
    return `the gradient ${first >= 1 ? 'explodes' : 'grows'}: at ${where}, it is ${times(first)} times the loss’s`;
  }
  if (first > -0.1) return `the gradient holds: ${percent(first)} of what the loss sends out reaches ${where}`;
  if (first <= -4) return `only ${percent(first)} of the loss’s gradient reaches ${where}`;
  return `of the loss’s gradient ${percent(first)} reaches ${where}`;
}

/** By which way it came, or that the question has lost its meaning. */
function way({ crossings, settings }: Facts, lag: number): string {
  if (crossings === null || settings.network === 'rnn' || crossings.some(([, value]) => Number.isNaN(value))) return '';
  const sum = crossings.reduce((total, [, value]) => total + Math.abs(value), 0);
  if (sum > CANCELLING * lag) {
    return `; its ways cancel one another (Σ|crossings| is ${count(sum, lag)} for ${lag} steps), so no single way carries it`;
  }
  const ranked = crossings.filter(([, value]) => value >= 0.05 * lag).sort((a, b) => b[1] - a[1]);
  if (ranked.length === 0) return '';
  const parts = ranked
    .slice(0, 3)
    .map(
      ([edge, value], index) =>
        `${count(value, lag)}${index === 0 ? ' are' : ''} ${edge === 'cec' ? 'on the carousel' : `through ${plainSymbol(edge)}`}`,
    );
  const against = crossings.some(([, value]) => value < -0.05 * lag) ? ' (others count negative)' : '';
  return `; of its ${lag} ${lag === 1 ? 'crossing' : 'crossings'} ${listed(parts)}${against}`;
}

/** Crossings to a tenth, as the chart's labels have them. */
function count(value: number, lag: number): string {
  return value
    .toFixed(lag < 1000 ? 1 : 0)
    .replace('-', '−')
    .replace(/\.0$/, '');
}

function against({ carousel, ghost, settings }: Facts): string {
  const parts: string[] = [];
  if (carousel !== null && !Number.isNaN(carousel)) {
    parts.push(
      carousel === -Infinity ? 'the carousel alone leaves nothing' : `the carousel alone leaves ${left(carousel)}`,
    );
  }
  if (ghost !== null && !Number.isNaN(ghost) && settings.truncation === 'none') {
    parts.push(`a plain RNN ${parts.length === 0 ? 'leaves ' : ''}${left(ghost)}`);
  }
  return parts.length === 0 ? '' : `; ${parts.join(', ')}`;
}

/** What is left of the loss's gradient: a share of it, or so many times it. */
function left(log: number): string {
  if (log === -Infinity) return 'nothing';
  return log >= 1 ? `${times(log)} times it` : log > -4 ? percent(log) : `${percent(log)} of it`;
}

function growth({ atRest, entering, left: log }: Facts, first: number, lag: number): string {
  // From one step back on: the way in from the output to the cell is no step in time.
  const start = lag > 1 ? (log[lag - 1] ?? 0) : 0;
  const measured = Number.isFinite(start)
    ? `Measured growth: ×${round3(10 ** ((first - start) / Math.max(1, lag - (lag > 1 ? 1 : 0))))} a step.`
    : '';
  const parts = [measured];
  if (atRest !== null) parts.push(`At rest, max|μ| = ${round3(atRest)}.`);
  if (entering !== null && Number.isFinite(entering))
    parts.push(`${percent(entering)} of the loss enters the carousel.`);
  return parts.join(' ').trim();
}

/** Which of the two claims holds, and by which number (spec, section 5, item 2). */
function verdict({ recurrent, settings, atRest }: Facts, first: number, lag: number): string {
  if (recurrent === null) return '';
  const gamma = settings.activation === 'sigmoid' ? 0.25 : 1;
  const bound = gamma * recurrent.norm;
  const radius = gamma * recurrent.radius;
  const numbers =
    gamma === 1
      ? `σ_max = ${round3(bound)}, spectral radius = ${round3(radius)}`
      : `γσ_max = ${round3(bound)}, γ · spectral radius = ${round3(radius)}, γ = ¼`;
  const [norm, limit] = gamma === 1 ? ['σ_max', '1'] : ['γσ_max', '1/γ'];
  const measured = `Measured: ×${round3(10 ** (first / lag))} a step.`;
  const rest = atRest === null ? '' : ` At rest, max|μ| = ${round3(atRest)}.`;
  // An orthogonal matrix's norm is 1 only to its last bits, and those decide nothing.
  const claim =
    bound < 1 - ROUNDING
      ? `It must vanish: no step can pass on more than ${norm} < 1`
      : bound <= 1 + ROUNDING
        ? `It cannot grow, with ${norm} = 1, but it may hold or vanish`
        : radius > 1 + ROUNDING
          ? first >= 1
            ? `It may explode, and here it does: ${norm} > 1, which exploding needs, is given`
            : `It may explode: ${norm} > 1, which exploding needs, is given, but it is not enough`
          : settings.activation === 'identity'
            ? radius < 1 - ROUNDING
              ? `Neither vanishing nor exploding is certain at once: ${norm} > 1 lets it grow for some steps, a spectral radius below 1 then makes it vanish`
              : `Neither vanishing nor exploding is certain: ${norm} > 1 lets it grow, and with a spectral radius of 1 a matrix that is not normal may go on`
            : `Neither vanishing nor exploding is certain: ${norm} > 1 lets it grow, and a spectral radius up to ${limit} guarantees nothing here`;
  return `${claim} (${numbers}). ${measured}${rest}`;
}

function nothing({ left, steps, settings, cuts }: Facts, prefix: string): Said {
  let earliest = steps - 1;
  while (earliest > 0 && left[earliest - 1] !== -Infinity) earliest--;
  const k = settings.truncationSteps;
  // Truncation is to blame only where the gradient ends just where it would end it.
  const atWindow = settings.truncation === 'window' && earliest > 0 && earliest === steps - 1 - ((steps - 1) % k);
  const atReach = settings.truncation === 'sliding' && earliest === steps - 1 - k;
  const why = atWindow
    ? `a window of ${k} lets no gradient across its start`
    : atReach
      ? `truncation drops it after ${k} ${k === 1 ? 'step' : 'steps'}`
      : cuts.length > 0
        ? 'every way that is left open ends before it'
        : 'every way there is multiplied by an exact zero';
  return {
    main: capital(
      `${prefix}no gradient at all reaches the first step: ${why}. The earliest to receive any is step ${earliest + 1}.`,
    ),
    more: `An exact zero is hatched; it is not a small number.`,
  };
}

function everyStep({ left: log, steps, settings }: Facts, first: number, prefix: string): Said {
  let top = 0;
  for (let step = 1; step < steps; step++) if ((log[step] as number) > (log[top] as number)) top = step;
  const reach =
    settings.truncation === 'none'
      ? 'from its own loss and all later ones together'
      : settings.truncation === 'window'
        ? `from the losses within its window of ${settings.truncationSteps} steps`
        : `from its own loss and those of at most ${settings.truncationSteps} steps ahead`;
  // Rounding alone must not name a step.
  const most =
    (log[top] as number) > first + 0.02
      ? ` The most, ${times(log[top] as number)} times, arrives at step ${top + 1}.`
      : '';
  const head = `${prefix === '' ? 'with' : `${prefix}and`} a loss at every step, `;
  return {
    main: capital(
      first === -Infinity
        ? `${head}nothing arrives at the first.`
        : `${head}the first step receives ${times(first)} times one loss’s gradient, ${reach}.${most}`,
    ),
    more: 'Losses add up, so this is not how far any one of them reaches: for that, take the loss at the last step.',
  };
}

function listed(parts: readonly string[]): string {
  return parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const times = magnitude;
const round3 = signed;
