/** A claim on other draws of what is random: the same settings and checks, with every seed moved on. */
import { SPECS } from '../../settings/specs';
import { type Claim, settingsOf } from './claim';

/** On how many other draws a claim that says it is general has been measured. */
export const OTHER_DRAWS = 25;
const { min: LOWEST, max: HIGHEST } = SPECS.seed;

/** The claim on its k-th other draw: each check’s seed is k more, from the highest on to the lowest again. */
export function otherDraw(claim: Claim, k: number): Claim {
  const checks = claim.checks.map((check) => ({
    ...check,
    changes: { ...check.changes, seed: movedOn(settingsOf(claim, check).seed, k) },
  }));
  return { ...claim, settings: { ...claim.settings, seed: movedOn(settingsOf(claim).seed, k) }, checks };
}

function movedOn(seed: number, k: number): number {
  return LOWEST + ((seed - LOWEST + k) % (HIGHEST - LOWEST + 1));
}

/** Whether it is luck, in words. */
export function drawWords({ draws }: Claim): string {
  return draws === 'any'
    ? `For other draws too: with the claim’s own settings every check held on each of ${OTHER_DRAWS} other seeds.`
    : 'One draw: with the claim’s own settings and another seed some of this may fail.';
}
