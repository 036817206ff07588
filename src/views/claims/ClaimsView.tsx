/** The gallery of claims, and one of them held against the numbers of this page. */
import { CLAIMS } from '../../story/claims';
import { useApp } from '../common/context';
import { ClaimCard } from './ClaimCard';
import { ClaimList } from './ClaimList';

export function ClaimsView() {
  const id = useApp((state) => state.panes[0].claim);
  const claim = CLAIMS.find((one) => one.id === id);
  if (claim !== undefined) return <ClaimCard claim={claim} />;
  return <ClaimList unknown={id === '' ? null : id} />;
}
