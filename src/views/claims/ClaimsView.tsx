/** One claim held against the numbers of this page. */
import { choose } from '../../store/store';
import { CLAIMS } from '../../story/claims';
import { useApp, useAppStore } from '../common/context';
import { ClaimCard } from './ClaimCard';

export function ClaimsView() {
  const store = useAppStore();
  const id = useApp((state) => state.panes[0].claim);
  const claim = CLAIMS.find((one) => one.id === id);
  if (claim !== undefined) return <ClaimCard claim={claim} />;
  return (
    <section className="claims" aria-label="Claims">
      <p role="alert" className="view-problem">
        The link names a claim “{id}” that this page does not have.
      </p>
      <button type="button" className="small" onClick={() => choose(store, { claim: '' })}>
        All claims
      </button>
    </section>
  );
}
