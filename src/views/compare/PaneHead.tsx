/** What a pane is, by what sets it apart from the other, and how much of the gradient it has at the crosshair. */
import { Fragment } from 'react';
import { share } from '../../story/format';
import { useApp, useShown } from '../common/context';
import { Subscripted } from '../common/Term';

interface Props {
  readonly name: string;
  /** Settings that differ, with this pane's value. */
  readonly own: readonly { readonly label: string; readonly own: string }[];
}

export function PaneHead({ name, own }: Props) {
  return (
    <header className="pane-head">
      <h2>{name}</h2>
      <p>
        {own.length === 0 ? (
          <span className="quiet">the same settings on both sides: change the right with the controls</span>
        ) : (
          own.map(({ label, own: value }, index) => (
            <Fragment key={label}>
              {index > 0 && ' · '}
              <Subscripted text={label} /> <b>{value}</b>
            </Fragment>
          ))
        )}
      </p>
      <Left />
    </header>
  );
}

/** ‖g‖ against the loss's, at the crosshair or at step 1. */
function Left() {
  const { run } = useShown('text');
  const crosshair = useApp((state) => state.crosshair?.step ?? 0);
  const at = Math.min(crosshair, (run?.info.steps ?? 1) - 1);
  const value = run?.curve('g')?.[at] ?? Number.NaN;
  if (Number.isNaN(value)) return null;
  return (
    <p className="pane-size" translate="no">
      <b data-hot={value >= 0.1 || undefined}>{share(value, run?.perturbedAt('g', at))}</b>{' '}
      <span className="quiet">at step {at + 1}</span>
    </p>
  );
}
