/** Shows a claim with its settings, at the depth at which the reader is. */
import { type AppStore, open } from '../../store/store';
import { type Claim, claimPage } from '../../story/claims';

export function openClaim(store: AppStore, claim: Claim): void {
  open(store, { ...claimPage(claim), depth: store.getState().panes[0].depth });
}
