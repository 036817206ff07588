/** What stands beside the crosshair in Explore: how large the gradient is there in each lane and row, and which way it came. */
import { Fragment } from 'react';
import { pathColour } from '../../charts/ramps/palette';
import type { Lane } from '../../charts/river/ribbon';
import { GONE, halfWidth } from '../../charts/river/width';
import { stepX } from '../../charts/timeScale';
import type { RowName, SeriesName } from '../../engine/seriesNames';
import type { Edge } from '../../settings/edges';
import { isGrown, sizeAgainstLoss } from '../../story/answer';
import { largestShares } from '../../story/river';
import { useApp, useShown, useTheme } from '../common/context';
import { PlainPath } from '../common/PlainPath';

interface RiverProps {
  /** In CSS pixels. */
  readonly width: number;
  /** Whose lanes they are, from top to bottom. */
  readonly lanes: readonly { readonly of: 'ghost' | 'g'; readonly lane: Lane }[];
  /** The carousel that lies in the last lane; null where there is none, or it is cut. */
  readonly carousel: Edge | null;
  /** Top of the band; null where there is none. */
  readonly bandTop: number | null;
}

/** From here on, of the width, tags stand to the left of the line; and where there is no room for one of so many CSS pixels. */
const TURNS = 0.8;
const WIDEST_TAG = 190;
/** Between the line and a tag, and a tag's half height, in CSS pixels. */
const BESIDE = 9;
const HALF = 11;

export function RiverTags({ width, lanes, carousel, bandTop }: RiverProps) {
  const theme = useTheme();
  const { run } = useShown('text');
  const crosshair = useApp((state) => state.crosshair?.step ?? null);
  if (run === null || crosshair === null) return null;
  const { steps, hasLedger } = run.info;
  const at = Math.min(crosshair, steps - 1);
  const x = stepX(at, steps, width);
  const isLeft = x > Math.min(TURNS * width, width - WIDEST_TAG);
  const place = (y: number) => ({
    top: `${y}px`,
    ...(isLeft ? { right: `${width - x + BESIDE}px` } : { left: `${x + BESIDE}px` }),
  });
  const isThere = (name: SeriesName): boolean =>
    !run.stale.has(name) && !Number.isNaN(run.curve(name)?.[at] ?? Number.NaN);
  const alone = carousel === null ? null : (`alone.${carousel}` as const);
  const hasCarousel = alone !== null && isThere(alone) && (run.curve(alone)?.[at] ?? -Infinity) > -Infinity;
  return (
    <div className="river-tags" translate="no">
      {lanes.map(({ of, lane }) => {
        if (!isThere(of)) return null;
        const log = run.curve(of)?.[at] ?? Number.NaN;
        const reach = Math.max(lane.unit, halfWidth(log, lane.unit));
        // Where the carousel has the lane's middle, the whole stands above the lane; where all is gone, the words that say so have it.
        const y =
          of === 'g' && carousel !== null
            ? Math.max(HALF, lane.centre - reach - HALF)
            : lane.centre - (log > GONE ? 0 : 2 * HALF);
        return (
          <b
            key={of}
            className={`river-tag ${of === 'ghost' ? 'quiet' : ''}`}
            data-hot={isGrown(log) || undefined}
            style={place(y)}
          >
            {sizeAgainstLoss(log, run.perturbedAt(of, at))}
          </b>
        );
      })}
      {hasCarousel && alone !== null && carousel !== null && (
        <b
          className="river-tag"
          style={{ ...place(lanes.at(-1)?.lane.centre ?? 0), color: pathColour(theme, carousel) }}
        >
          {sizeAgainstLoss(run.curve(alone)?.[at] ?? Number.NaN, run.perturbedAt(alone, at))}
        </b>
      )}
      {bandTop !== null && hasLedger && run.done.has('ledger') && (
        <b className="river-tag" style={place(bandTop - HALF)}>
          {largestShares(run.crossings, (edge) => run.perturbedCrossing(edge, at), steps, at).map(
            ({ edge, text }, k) => (
              <Fragment key={edge}>
                {k > 0 && ' '}
                <span style={{ color: pathColour(theme, edge) }}>
                  <PlainPath edge={edge} /> {text}
                </span>
              </Fragment>
            ),
          )}
        </b>
      )}
    </div>
  );
}

/** A row's norm, in the place of the words of its switch. */
export function RowTag({ row }: { readonly row: RowName }) {
  const { run } = useShown('text');
  const crosshair = useApp((state) => state.crosshair?.step ?? null);
  const norms = run?.curve(row);
  if (run === null || crosshair === null || norms === undefined) return null;
  const at = Math.min(crosshair, run.info.steps - 1);
  const log = norms[at] ?? Number.NaN;
  if (Number.isNaN(log) || run.ready > at) return null;
  return (
    <b className="row-tag" translate="no" data-hot={isGrown(log) || undefined}>
      {sizeAgainstLoss(log, run.perturbedAt(row, at), 1)}
    </b>
  );
}

/** The step itself, on the axis. */
export function StepTag({ width }: { readonly width: number }) {
  const steps = useShown('picture', ({ run }) => run?.info.steps ?? 1);
  const crosshair = useApp((state) => state.crosshair?.step ?? null);
  if (crosshair === null) return null;
  const at = Math.min(crosshair, steps - 1);
  const back = steps - 1 - at;
  return (
    <b className="step-tag" style={{ ['--x' as string]: `${stepX(at, steps, width)}px` }}>
      step {at + 1}, {back === 0 ? 'the loss' : `${back} back`}
    </b>
  );
}
