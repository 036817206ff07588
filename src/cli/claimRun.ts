/** One claim, measured now: plain data that JSON can hold. */
import { measureAll } from '../engine/measure';
import { runToEnd } from '../math/task';
import { encodeLink } from '../settings/link';
import { type Check, type Claim, settingsOf } from '../story/claims/claim';
import { otherDraw } from '../story/claims/draws';
import { evaluate, type Verdict } from '../story/claims/evaluate';

/** Of so many other draws a check was tried on, those on which it held. */
export interface OtherDraws {
  readonly tried: number;
  readonly held: number;
}

export interface CheckRun extends Pick<Check, 'what' | 'format' | 'expected' | 'tolerance'> {
  /** The page on which it is measured: the claim's own, unless the check changes something. */
  readonly link: string;
  /** Null where it is not a finite number. */
  readonly measured: number | null;
  readonly verdict: boolean;
  readonly words: { readonly measured: string; readonly expected: string };
  /** There only where other draws were asked for. */
  readonly seeds?: OtherDraws;
}

export interface ClaimRun extends Pick<Claim, 'id' | 'title' | 'source' | 'draws'> {
  readonly link: string;
  readonly checks: readonly CheckRun[];
  /** Whether every check holds on the claim's own draw; where the claim is for any draw, on each of the others too. */
  readonly verdict: boolean;
}

/** Measures a claim on its own draw, and on the next `others` seeds. */
export function runClaim(claim: Claim, others = 0): ClaimRun {
  const { id, title, source, draws } = claim;
  const own = measured(claim, true);
  const held = claim.checks.map(() => 0);
  for (let k = 1; k <= others; k++) {
    for (const [index, { verdict }] of measured(otherDraw(claim, k), false).entries()) {
      if (verdict) held[index] = held[index] + 1;
    }
  }
  const checks = claim.checks.map((check, index): CheckRun => {
    const { value, verdict, words } = own[index] as Measured;
    const { what, format, expected, tolerance } = check;
    return {
      what,
      format,
      expected,
      tolerance,
      link: encodeLink([settingsOf(claim, check)]),
      measured: Number.isFinite(value) ? value : null,
      verdict,
      words,
      ...(others > 0 ? { seeds: { tried: others, held: held[index] } } : {}),
    };
  });
  const general = draws === 'one' || held.every((count) => count === others);
  return {
    id,
    title,
    source,
    draws,
    link: encodeLink([settingsOf(claim)]),
    checks,
    verdict: general && checks.every(({ verdict }) => verdict),
  };
}

interface Measured extends Pick<Verdict, 'verdict'> {
  readonly value: number;
  readonly words: CheckRun['words'];
}

/** `isTwice`: with the second run, that the words have no more digits than hold. */
function measured(claim: Claim, isTwice: boolean): Measured[] {
  const settings = settingsOf(claim);
  const answers = runToEnd(measureAll(settings, claim.checks));
  const second = isTwice ? runToEnd(measureAll(settings, claim.checks, true)) : [];
  return claim.checks.map((check, index) => {
    const value = answers[index] ?? Number.NaN;
    const { verdict, measured: own, expected } = evaluate(check, value, second[index]);
    return { value, verdict, words: { measured: own, expected } };
  });
}
