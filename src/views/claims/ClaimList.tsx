/** All claims, each one press away. */
import { CLAIMS } from '../../story/claims';
import { useAppStore } from '../common/context';
import { Subscripted } from '../common/Term';
import { ViewHead } from '../common/ViewHead';
import { openClaim } from './openClaim';

export function ClaimList({ unknown }: { readonly unknown: string | null }) {
  const store = useAppStore();
  return (
    <section className="claims" aria-label="Claims">
      <ViewHead title="What is claimed, and does it hold?">
        Press one: the page takes its settings, measures, and holds it against what is expected.
      </ViewHead>
      {unknown !== null && (
        <p role="alert" className="view-problem">
          The link names a claim “{unknown}” that this page does not have. Here are all that it has.
        </p>
      )}
      <ol>
        {CLAIMS.map((claim) => (
          <li key={claim.id}>
            <button type="button" onClick={() => openClaim(store, claim)}>
              <Subscripted text={claim.title} />
            </button>
            <span className="quiet" translate="no">
              {claim.source.text}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
