/** All claims, each with the river of its settings and its verdict, which the engine gave when the page was built. */
import galleries from 'virtual:galleries';
import { CLAIMS } from '../../story/claims';
import { openClaim } from '../claims/openClaim';
import { useAppStore } from '../common/context';
import { Subscripted } from '../common/Term';
import { RiverThumbnail } from './RiverThumbnail';

export function ClaimCards() {
  const store = useAppStore();
  return (
    <ol className="cards claims-cards">
      {CLAIMS.map((claim) => {
        const preview = galleries.claims[claim.id];
        return (
          preview !== undefined && (
            <li key={claim.id}>
              <button type="button" className="card" onClick={() => openClaim(store, claim)}>
                <RiverThumbnail river={preview.river} />
                <span className="card-words">
                  <span>
                    <b>
                      <Subscripted text={claim.title} />
                    </b>
                    <span className="quiet card-setup" translate="no">
                      {claim.source.text}
                    </span>
                  </span>
                  <span className="card-verdict" data-holds={preview.holds}>
                    {preview.holds ? '✓ holds' : '✗ fails'}
                  </span>
                </span>
              </button>
            </li>
          )
        );
      })}
    </ol>
  );
}
