/** What the spectrum says, in words: where radius and norm disagree, what grows at rest, what one step can do. Facts in, words out. */
import { cellAtRest, type Remedy } from '../../story/cells/atRest';
import type { WordedSettings } from '../../story/facts';
import { besideOne, magnitude } from '../../story/format';

/** Radius and norm closer than this are the same: an orthogonal matrix's differ in their last bits. */
const SAME = 1e-6;

interface MatrixWords {
  /** "R_z" */
  readonly symbol: string;
  readonly radius: number;
  readonly norm: number;
  /** log10 ‖Rᵏ‖, k = 0 … ; null while it is computed. */
  readonly growth: ArrayLike<number> | null;
  /** The same of the second run, which shows how many digits hold. */
  readonly second?: { readonly radius: number; readonly norm: number; readonly growth: ArrayLike<number> | null };
}

/** Whether the spectral radius determines what powers of this matrix do (spec, section 5, item 2), and if not, what they do. */
export function matrixWords({ symbol, radius, norm, growth, second }: MatrixWords): string {
  const [rho, sigma] = [besideOne(radius, second?.radius), besideOne(norm, second?.norm)];
  const power = (k: number): string => magnitude(growth?.[k] ?? Number.NaN, second?.growth?.[k]);
  if (norm === 0) return `${symbol} is zero: no gradient comes back through it.`;
  if (norm <= radius * (1 + SAME)) {
    return `${symbol}: radius and norm agree at ${rho}, as for every normal matrix. No power stretches more than its eigenvalues say: ‖${symbol}ᵏ‖ = ρᵏ.`;
  }
  const most = norm > 1 ? `stretch a vector by ${sigma}` : `keep ${sigma} of a vector`;
  const head = `${symbol}: every eigenvalue within ${rho}, yet one step can ${most}`;
  if (growth === null || growth.length < 2) return `${head}: not normal.`;
  const powers = growth.length - 1;
  if (radius > 1 + SAME) {
    const lead = (k: number): number => growth[k] - k * Math.log10(radius);
    const top = argmax(powers, lead);
    if (top === powers)
      return `${head}: not normal, so ‖${symbol}ᵏ‖ runs ahead of ρᵏ, and ever further: ${magnitude(lead(top))} times at k = ${top}, the last power looked at; both grow without end.`;
    return `${head}: not normal, so ‖${symbol}ᵏ‖ runs ahead of ρᵏ, up to ${magnitude(lead(top))} times (k = ${top}); both grow without end.`;
  }
  const top = argmax(powers, (k) => growth[k]);
  if (!(growth[top] > SAME)) {
    return `${head}: not normal. ‖${symbol}ᵏ‖ shrinks from the first step, but stays above ρᵏ.`;
  }
  if (top === powers)
    return `${head}: not normal, so ‖${symbol}ᵏ‖ grows: to ${power(top)} at k = ${top}, the last power looked at, and still growing.`;
  const growing = `${head}: not normal, so ‖${symbol}ᵏ‖ first grows to ${power(top)} at k = ${top}, before ρᵏ sets the pace`;
  if (radius > 1 - SAME) return `${growing}.`;
  for (let k = top + 1; k <= powers; k++) if (growth[k] < 0) return `${growing}; below 1 from k = ${k}.`;
  return `${growing}; still above 1 at k = ${powers}.`;
}

function argmax(last: number, value: (k: number) => number): number {
  let top = 0;
  for (let k = 1; k <= last; k++) if (value(k) > value(top)) top = k;
  return top;
}

/** What the gradient does at rest, by max|μ| a step, and over the whole sequence. */
export function atRestWords(atRest: number, steps: number, second?: number): string {
  if (Math.abs(atRest - 1) <= SAME)
    return 'At rest the gradient neither grows nor decays exponentially: max|μ| = 1. Where the matrix is not normal it may still grow, slowly.';
  const [verdict, sign] = atRest > 1 ? ['grows', '> 1'] : ['decays', '< 1'];
  const lag = steps - 1;
  const over =
    atRest === 0 || lag < 2
      ? ''
      : `, ×${magnitude(lag * Math.log10(atRest), second === undefined ? undefined : lag * Math.log10(second))} over ${lag} steps`;
  return `At rest the gradient ${verdict}: max|μ| = ${besideOne(atRest, second)} ${sign}, ×${besideOne(atRest, second)} a step${over}.`;
}

/** How the multipliers come from the eigenvalues λ of one recurrent matrix: `keep + gain · λ`. */
export function restGates(settings: WordedSettings): { readonly keep: number; readonly gain: number } {
  return cellAtRest(settings.cell).numbers(settings);
}

/** Where the multipliers come from. */
export function restFormula(settings: WordedSettings): string {
  return cellAtRest(settings.cell).formula(settings);
}

/** Why a network has no multipliers at rest, and what to change. */
export function whyNotAtRest(settings: WordedSettings): Remedy {
  return cellAtRest(settings.cell).remedy(settings);
}

/** What one step does: its largest singular value against its largest eigenvalue; both as log10. */
interface Largest {
  /** log10 of the largest |λ|, and of the largest σ. */
  readonly eigenvalue: number;
  readonly singular: number;
}

export function stepWords(step: number, { eigenvalue, singular }: Largest, second?: Largest): string {
  const head = `Step ${step + 1}:`;
  if (singular === -Infinity) return `${head} the Jacobian is exactly zero; no gradient gets past this step.`;
  const sigma = magnitude(singular, second?.singular);
  if (singular - eigenvalue <= SAME) {
    return `${head} largest |λ| and largest σ agree at ${sigma}: once or again and again, it multiplies a gradient by that at most.`;
  }
  const again =
    eigenvalue === -Infinity
      ? 'to exactly zero in the end'
      : `by ${magnitude(eigenvalue, second?.eigenvalue)} each time (largest |λ|)`;
  return `${head} once, it multiplies a gradient by ${sigma} at most (largest σ); again and again, ${again}.`;
}
