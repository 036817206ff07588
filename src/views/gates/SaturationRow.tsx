/** The share of saturated units by step: those at the high end hang from the top, those at the low end stand on the bottom. */
import { useMemo } from 'react';
import { sharePath } from '../../charts/saturation';
import { stepX } from '../../charts/timeScale';
import type { Saturation } from '../../engine/gateRows';
import type { GateRowWords } from '../../story/cells/gateRows';
import { signed } from '../../story/format';
import { Subscripted } from '../common/Term';
import { useSize } from '../common/useSize';

interface Props {
  readonly saturation: Saturation;
  readonly words: NonNullable<GateRowWords['saturated']>;
  /** The same of the second run. */
  readonly second: Saturation | undefined;
  /** 0-based step whose shares are written. */
  readonly at: number;
  readonly showCross: boolean;
  /** Of the high and of the low end. */
  readonly colours: readonly [string, string];
}

export function SaturationRow({ saturation: { name, low, high }, words, second, at, showCross, colours }: Props) {
  const [plot, { width, height }] = useSize();
  const steps = low.length;
  const paths = useMemo(() => {
    const frame = { width, height, steps };
    return { high: sharePath(high, frame, 'top'), low: sharePath(low, frame, 'bottom') };
  }, [low, high, width, height, steps]);
  const rounded = (share: number): number => Number((100 * share).toPrecision(2));
  const percent = (share: number | undefined, other: number | undefined): string =>
    `${signed(rounded(share ?? 0), other === undefined ? undefined : rounded(other))} %`;
  const x = stepX(at, steps, width);
  return (
    <div className="gate-row saturation">
      <div className="gate-name">
        {words.high !== null && (
          <span style={{ color: colours[0] }} data-share="high">
            <Subscripted text={words.high} /> <b translate="no">{percent(high[at], second?.high[at])}</b>
          </span>
        )}
        <span style={{ color: colours[1] }} data-share="low">
          <Subscripted text={words.low} /> <b translate="no">{percent(low[at], second?.low[at])}</b>
        </span>
      </div>
      <div className="plot" ref={plot}>
        <svg
          width={width}
          height={height}
          role="img"
          aria-label={`Share of units of ${name} that are ${words.high === null ? '' : `${words.high}, and `}${words.low}, by step`}
        >
          <path d={paths.high} fill={colours[0]} />
          <path d={paths.low} fill={colours[1]} />
          {showCross && <line className="cross" x1={x} x2={x} y1={0} y2={height} />}
        </svg>
      </div>
      <div className="share-scale" translate="no" aria-hidden="true">
        <span>100 %</span>
        <span>0</span>
      </div>
    </div>
  );
}
