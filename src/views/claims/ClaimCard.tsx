/** One claim: what is said and where, what is measured here and now beside what is expected, and the verdict. */
import { useEffect, useRef } from 'react';
import { sameNumbers } from '../../store/paneSync';
import { choose } from '../../store/store';
import { CLAIMS, type Claim, claimPage, drawWords, evaluate, type Verdict } from '../../story/claims';
import { useApp, useAppStore, useShown } from '../common/context';
import { Subscripted } from '../common/Term';
import { Glossed } from '../words/Word';
import { openClaim } from './openClaim';

export function ClaimCard({ claim }: { readonly claim: Claim }) {
  const store = useAppStore();
  const settings = useApp((state) => state.panes[0]);
  const card = useRef<HTMLElement>(null);
  const { run: result } = useShown('views');
  // What is asked goes to the engine with every run while the claim is open.
  useEffect(() => {
    store.setState({ questions: claim.checks });
    // From a long list to a card, and from card to card: its head comes first.
    card.current?.closest('.view')?.scrollTo(0, 0);
    return () => store.setState({ questions: [] });
  }, [store, claim]);
  const viewResults = result?.viewResults;
  const measured = viewResults?.newest('measure') ?? null;
  const isOfThis = JSON.stringify(measured?.questions) === JSON.stringify(claim.checks);
  const stale = viewResults?.stale.has('measure') ?? true;
  const values = isOfThis ? (measured?.values ?? null) : null;
  const again = result?.perturbed?.viewResults.fresh('measure') ?? null;
  const second = JSON.stringify(again?.questions) === JSON.stringify(claim.checks) ? (again?.values ?? []) : [];
  const verdicts =
    values?.map((value, index) => evaluate(claim.checks[index] as Claim['checks'][number], value, second[index])) ??
    null;
  const own = sameNumbers(settings, claimPage(claim));
  const place = CLAIMS.indexOf(claim);
  const neighbour = (by: number): Claim | undefined => CLAIMS[place + by];
  return (
    <section className="claims" aria-label="Claim" ref={card}>
      <nav className="claim-nav" aria-label="Claims">
        <button type="button" className="small" onClick={() => choose(store, { claim: '' })}>
          ← All claims
        </button>
        <span className="quiet">
          {place + 1} of {CLAIMS.length}
        </span>
        <Step claim={neighbour(-1)} words="Previous claim" sign="‹" />
        <Step claim={neighbour(1)} words="Next claim" sign="›" />
      </nav>
      <h2>
        <Glossed text={claim.title} />
      </h2>
      <p className="claim-verdict" role="status">
        {verdicts === null || stale ? (
          <span className="quiet">Measuring …</span>
        ) : (
          <b data-holds={verdicts.every(({ verdict }) => verdict)}>
            {verdicts.every(({ verdict }) => verdict) ? '✓ It holds' : '✗ It does not hold'}
            {own ? ', measured here and now.' : ' with the settings as you have changed them.'}
          </b>
        )}
        {!own && (
          <button type="button" className="small" onClick={() => openClaim(store, claim)}>
            The claim’s own settings
          </button>
        )}
      </p>
      <p>
        <Glossed text={claim.explanation} />
      </p>
      {isOfThis && values === null && measured !== null ? (
        <p role="alert">With these settings it cannot be measured: {measured.problem}.</p>
      ) : (
        <Checks claim={claim} verdicts={verdicts} stale={stale} />
      )}
      <p className="quiet">{drawWords(claim)}</p>
      <p className="quiet">
        Source:{' '}
        <a translate="no" href={claim.source.url} target="_blank" rel="noreferrer">
          {claim.source.text}
        </a>
      </p>
    </section>
  );
}

function Step({
  claim,
  words,
  sign,
}: {
  readonly claim: Claim | undefined;
  readonly words: string;
  readonly sign: string;
}) {
  const store = useAppStore();
  return (
    <button
      type="button"
      className="small"
      aria-label={words}
      title={claim?.title ?? words}
      disabled={claim === undefined}
      onClick={() => claim !== undefined && openClaim(store, claim)}
    >
      {sign}
    </button>
  );
}

interface ChecksProps {
  readonly claim: Claim;
  readonly verdicts: readonly Verdict[] | null;
  readonly stale: boolean;
}

function Checks({ claim, verdicts, stale }: ChecksProps) {
  return (
    <table className="checks" translate="no" data-stale={stale || undefined}>
      <thead>
        <tr>
          <th scope="col">what</th>
          <th scope="col">measured</th>
          <th scope="col">expected</th>
          <th scope="col">
            <span className="visually-hidden">verdict</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {claim.checks.map((check, index) => {
          const verdict = verdicts?.[index];
          return (
            <tr key={check.what}>
              <th scope="row">
                <Subscripted text={check.what} />
              </th>
              <td>{verdict?.measured ?? '…'}</td>
              <td>{evaluate(check, Number.NaN).expected}</td>
              <td data-holds={verdict?.verdict}>
                {verdict !== undefined && (
                  <span role="img" aria-label={verdict.verdict ? 'holds' : 'fails'}>
                    {verdict.verdict ? '✓' : '✗'}
                  </span>
                )}
              </td>
            </tr>
          );
        })}
      </tbody>
    </table>
  );
}
