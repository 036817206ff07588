/** The loss of every step alone, sent back to every step before it. */
import { parametersOf } from '../../settings/edges';
import { lagOfNetwork } from '../../store/viewRequests';
import { useApp } from '../common/context';
import { ViewHead } from '../common/ViewHead';
import { ChoiceControl } from '../controls/ChoiceControl';
import { LagCurve } from './LagCurve';
import { LagMap } from './LagMap';
import { TruncationNote } from './TruncationNote';
import { useLag } from './useLag';
import { explained } from './words';

export function LagView() {
  const settings = useApp((state) => state.panes[0]);
  const lag = useLag();
  return (
    <section className="lag-view" aria-label="Lag map">
      <ViewHead title="How far back does each loss reach?">
        {`Each column is one step’s loss alone, sent down to step 1. Colour: ${explained(lagOfNetwork(settings), settings.cell)}`}
      </ViewHead>
      <ChoiceControl name="lagOf" only={['state', ...parametersOf(settings)]} />
      <div className="lag-body">
        <div className="lag-room">
          <LagMap lag={lag} />
        </div>
        <div className="lag-side">
          <LagCurve lag={lag} />
          <TruncationNote />
        </div>
      </div>
    </section>
  );
}
