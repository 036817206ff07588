/** Whether a plain RNN's gradient must vanish, must explode, or neither is certain, and by which number (spec, section 5, item 2). */
import { besideOne } from './format';
import type { CellSettings, GrowthFacts } from './growthFacts';
import { pace } from './growthWords';

/** An orthogonal matrix's norm is 1 only to its last bits, and those decide nothing. */
const ROUNDING = 1e-9;

/** `lag`: from the last step to the first. */
export function verdict({ recurrent, settings, atRest, remaining, second }: GrowthFacts, lag: number): string {
  if (recurrent === null) return '';
  const gamma = settings.activation === 'sigmoid' ? 0.25 : 1;
  const bound = gamma * recurrent.norm;
  const radius = gamma * recurrent.radius;
  const text = (value: number, other: number | undefined): string =>
    besideOne(value, other === undefined ? undefined : gamma * other);
  const [norm, rho] = [text(bound, second?.recurrent?.norm), text(radius, second?.recurrent?.radius)];
  const numbers =
    gamma === 1 ? `σ_max = ${norm}, spectral radius = ${rho}` : `γσ_max = ${norm}, γ · spectral radius = ${rho}, γ = ¼`;
  const claim = isSameAtEveryStep(settings)
    ? ofOneJacobian(bound, radius)
    : ofBound(settings, { bound, radius, explodes: remaining[0] >= 1 });
  const factor = pace(remaining, 0, lag, second?.remaining);
  const measured = factor === '' ? '' : ` Measured: ${factor}.`;
  const rest = atRest === null ? '' : ` At rest, max|μ| = ${besideOne(atRest, second?.atRest ?? undefined)}.`;
  return `${claim} (${numbers}).${measured}${rest}`;
}

/** Whether every step's Jacobian is W_h itself: a linear network, or a tanh network whose state stays exactly zero. */
function isSameAtEveryStep(settings: CellSettings): boolean {
  const { activation, input, inputStrength, initialState, blockBias } = settings;
  const atZero = (input === 'none' || inputStrength === 0) && initialState === 'zero' && blockBias === 0;
  return activation === 'identity' || (activation === 'tanh' && atZero);
}

/** Powers of one matrix: its spectral radius decides in the long run, its norm at each step. */
function ofOneJacobian(bound: number, radius: number): string {
  const why = 'every step’s Jacobian is W_h itself';
  if (bound < 1 - ROUNDING) return `It must vanish, at every step: ${why}, with σ_max < 1`;
  if (radius < 1 - ROUNDING) {
    return `It must vanish in the long run: ${why}, with a spectral radius below 1; σ_max ${bound > 1 + ROUNDING ? '> 1 lets it grow at first' : '= 1 lets it hold at first'}`;
  }
  if (radius > 1 + ROUNDING) return `It must explode in the long run: ${why}, with a spectral radius above 1`;
  if (bound <= 1 + ROUNDING) return `It cannot grow, and need not vanish: ${why}`;
  return `It neither vanishes nor explodes exponentially: ${why}, with a spectral radius of 1; σ_max > 1 lets it grow`;
}

/** Only the bound γσ_max on each step is known. */
function ofBound(
  { activation }: CellSettings,
  { bound, radius, explodes }: { readonly bound: number; readonly radius: number; readonly explodes: boolean },
): string {
  const [norm, limit] = activation === 'sigmoid' ? ['γσ_max', '1/γ'] : ['σ_max', '1'];
  if (bound < 1 - ROUNDING) return `It must vanish: no step can pass on more than ${norm} < 1`;
  if (bound <= 1 + ROUNDING) return `It cannot grow, with ${norm} = 1, but it may hold or vanish`;
  if (radius > 1 + ROUNDING) {
    return explodes
      ? `It may explode, and here it does: ${norm} > 1, which exploding needs, is given`
      : `It may explode: ${norm} > 1, which exploding needs, is given, but it is not enough`;
  }
  return `Neither vanishing nor exploding is certain: ${norm} > 1 lets it grow, and a spectral radius up to ${limit} guarantees nothing here`;
}
