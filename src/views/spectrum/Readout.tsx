/** One eigenvalue in figures, and the way to the next: the plane for the keyboard. */
import { useMemo } from 'react';
import { byModulus } from '../../charts/complexPlane';
import { signed } from '../../story/format';
import type { PointSet } from './PlaneFigure';

interface Props {
  readonly symbol: string;
  readonly set: PointSet | undefined;
  /** Of the eigenvalue that is pointed at; null: the one of largest modulus. */
  readonly index: number | null;
  readonly onIndex: (index: number) => void;
}

export function Readout({ symbol, set, index, onIndex }: Props) {
  const [re, im] = [set?.re, set?.im];
  const order = useMemo(() => (re === undefined || im === undefined ? [] : byModulus({ re, im })), [re, im]);
  const place = index === null ? 0 : order.indexOf(index);
  const at = order[place];
  const go = (to: number): void => {
    const next = order[Math.max(0, Math.min(order.length - 1, to))];
    if (next !== undefined) onIndex(next);
  };
  const press = (event: React.KeyboardEvent): void => {
    const targets: Record<string, number> = {
      ArrowLeft: place - 1,
      ArrowUp: place - 1,
      ArrowRight: place + 1,
      ArrowDown: place + 1,
      Home: 0,
      End: order.length - 1,
    };
    const to = targets[event.key];
    if (to === undefined) return;
    event.preventDefault();
    go(to);
  };
  return (
    <figcaption className="eigenvalue" translate="no" onKeyDown={press}>
      <button
        type="button"
        aria-label="The next larger eigenvalue"
        aria-disabled={place === 0}
        onClick={() => go(place - 1)}
      >
        ◂
      </button>
      <output translate="no">
        {at === undefined || set === undefined ? (
          '…'
        ) : (
          <>
            {set.name} <span className="quiet">{`${place + 1}/${order.length}`}</span>{' '}
            <Complex re={set.re[at] as number} im={set.im[at] as number} symbol={symbol} />
          </>
        )}
      </output>
      <button
        type="button"
        aria-label="The next smaller eigenvalue"
        aria-disabled={place >= order.length - 1}
        onClick={() => go(place + 1)}
      >
        ▸
      </button>
    </figcaption>
  );
}

function Complex({ re, im, symbol }: { readonly re: number; readonly im: number; readonly symbol: string }) {
  const imaginary = im === 0 ? '' : ` ${im < 0 ? '−' : '+'} ${signed(Math.abs(im))} i`;
  return (
    <span title={`${symbol} = ${re} ${im < 0 ? '−' : '+'} ${Math.abs(im)} i, |${symbol}| = ${Math.hypot(re, im)}`}>
      {symbol} = {signed(re)}
      {imaginary}, |{symbol}| = {signed(Math.hypot(re, im))}
    </span>
  );
}
