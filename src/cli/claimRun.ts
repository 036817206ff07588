/** One claim, measured now: plain data that JSON can hold. */
import { measureAll } from '../engine/measure';
import { runToEnd } from '../math/task';
import { encodeLink } from '../settings/link';
import { type Check, type Claim, settingsOf } from '../story/claims/claim';
import { evaluate } from '../story/claims/evaluate';

export interface CheckRun extends Pick<Check, 'what' | 'format' | 'expected' | 'tolerance'> {
  /** The page on which it is measured: the claim's own, unless the check changes something. */
  readonly link: string;
  /** Null where it is not a finite number. */
  readonly measured: number | null;
  readonly verdict: boolean;
  readonly words: { readonly measured: string; readonly expected: string };
}

export interface ClaimRun extends Pick<Claim, 'id' | 'title' | 'source'> {
  readonly link: string;
  readonly checks: readonly CheckRun[];
  /** Whether every check holds. */
  readonly verdict: boolean;
}

export function runClaim(claim: Claim): ClaimRun {
  const answers = runToEnd(measureAll(settingsOf(claim), claim.checks));
  const checks = claim.checks.map((check, index) => {
    const measured = answers[index] ?? Number.NaN;
    const { verdict, ...words } = evaluate(check, measured);
    const { what, format, expected, tolerance } = check;
    return {
      what,
      format,
      expected,
      tolerance,
      link: encodeLink([settingsOf(claim, check)]),
      measured: Number.isFinite(measured) ? measured : null,
      verdict,
      words: { measured: words.measured, expected: words.expected },
    };
  });
  const { id, title, source } = claim;
  return {
    id,
    title,
    source,
    link: encodeLink([settingsOf(claim)]),
    checks,
    verdict: checks.every(({ verdict }) => verdict),
  };
}
