/** What a pane is, by what sets it apart from the other. */
import { Fragment, type ReactNode } from 'react';
import { Subscripted } from '../common/Term';

interface Props {
  readonly name: string;
  /** Settings that differ, with this pane's value. */
  readonly own: readonly { readonly label: string; readonly own: string }[];
  readonly children?: ReactNode;
}

export function PaneHead({ name, own, children }: Props) {
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
      {children}
    </header>
  );
}
