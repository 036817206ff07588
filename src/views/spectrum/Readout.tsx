/** One eigenvalue in figures, and the way to the next: the plane for the keyboard. */
import { useMemo } from 'react';
import { byModulus, nearest, type Points } from '../../charts/complexPlane';
import { besideOne, exactly, signed } from '../../story/format';
import type { PointSet } from './pointSet';

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
            <Complex re={set.re[at]} im={set.im[at]} among={set.second} symbol={symbol} />
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

interface ComplexProps {
  readonly re: number;
  readonly im: number;
  /** Where the second run has the same eigenvalue. */
  readonly among: Points | undefined;
  readonly symbol: string;
}

function Complex({ re, im, among, symbol }: ComplexProps) {
  const second = useMemo(() => (among === undefined ? undefined : nearest(among, re, im)), [among, re, im]);
  // Of a conjugate pair either may come first.
  const otherIm = second === undefined ? undefined : Math.abs(second.im);
  const imaginary = im === 0 && !otherIm ? '' : ` ${im < 0 ? '−' : '+'} ${signed(Math.abs(im), otherIm)} i`;
  const otherSize = second === undefined ? undefined : Math.hypot(second.re, second.im);
  return (
    <span
      title={`${symbol} = ${exactly(re, second?.re)} ${im < 0 ? '−' : '+'} ${exactly(Math.abs(im), otherIm)} i, |${symbol}| = ${exactly(Math.hypot(re, im), otherSize)}`}
    >
      {symbol} = {signed(re, second?.re)}
      {imaginary}, |{symbol}| = {besideOne(Math.hypot(re, im), otherSize)}
    </span>
  );
}
