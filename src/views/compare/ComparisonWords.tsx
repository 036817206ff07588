/** How the two gradients compare at the crosshair, or at step 1, in words large enough to be read first. */
import { useEffect, useState } from 'react';
import { magnitude, signed } from '../../story/format';
import { Subscripted } from '../common/Term';
import { useCompared } from './useCompared';

/** It changes with every frame of a drag; it is read out once it has stood this long. */
const STILL_MS = 700;

export function ComparisonWords() {
  const { ratio, cosine, haveOneLength, steps, lags, step } = useCompared();
  const isBeyond = steps - 1 - step > lags;
  const [size, words] = isBeyond
    ? ['', `The left pane has no step as far back as step ${step + 1}`]
    : inWords(step + 1, ratio.values?.[step] ?? Number.NaN, ratio.second?.[step]);
  const value = cosine.values?.[step] ?? Number.NaN;
  const more = [
    ...(Number.isFinite(value) ? [`cosine ${signed(value, cosine.second?.[step])}`] : []),
    ...(haveOneLength ? [] : ['the sequences differ in length: compared at the same lag']),
  ].join('; ');
  const spoken = `${size} ${words}${more === '' ? '' : `; ${more}`}.`;
  const [announced, setAnnounced] = useState('');
  useEffect(() => {
    const timer = window.setTimeout(() => setAnnounced(spoken), STILL_MS);
    return () => window.clearTimeout(timer);
  }, [spoken]);
  return (
    <>
      <p className="visually-hidden" role="status">
        {announced}
      </p>
      <p className="comparison-words">
        {size !== '' && <output translate="no">{size}</output>}{' '}
        <span>
          <Subscripted text={words} />
          {more !== '' && (
            <span className="quiet">
              ; <Subscripted text={more} />
            </span>
          )}
        </span>
      </p>
    </>
  );
}

/** A size, and what it is of. */
function inWords(step: number, log10: number, second: number | undefined): readonly [string, string] {
  const at = `at step ${step}`;
  if (log10 === Number.POSITIVE_INFINITY) return ['', `Only the right pane has a gradient ${at}`];
  if (log10 === -Infinity) return ['', `Only the left pane has a gradient ${at}`];
  if (Number.isNaN(log10)) return ['', `There is no gradient on both sides to compare ${at}`];
  if (Math.abs(log10) < 0.0002 && Math.abs(second ?? 0) < 0.0002)
    return ['', `Both panes have the same gradient norm ‖g‖₂ ${at}`];
  return [`${magnitude(log10, second)} ×`, `as much gradient on the right as on the left, ${at}`];
}
