/** What is said within the river: what the detours do, where ways cancel, what the dots are. */
import type { Lane } from '../../charts/river/ribbon';
import type { Edge } from '../../settings/edges';
import { cancellingStep, detourWords } from '../../story/river';
import { useShown } from '../common/context';

interface Props {
  /** The network's, in CSS pixels. */
  readonly lane: Lane;
  readonly width: number;
  /** 100 % of the band reaches from `base` up to `top`. */
  readonly band: { readonly top: number; readonly base: number };
  /** The carousel that lies in the lane; null where there is none, or it is cut. */
  readonly carousel: Edge | null;
  readonly dotsFlow: boolean;
}

/** A line of words, with air. */
const LINE = 17;
/** From here on words are left of what they are about. */
const ROOM = 140;

export function RiverNotes({ lane, width, band, carousel, dotsFlow }: Props) {
  const { run } = useShown('text');
  if (run === null || run.ready > 0 || !run.done.has('ledger')) return null;
  const { steps } = run.info;
  const cancelling = cancellingStep(run.crossings, steps);
  const x = cancelling === null ? 0 : (cancelling * width) / steps;
  const alone = carousel === null ? null : (`alone.${carousel}` as const);
  const detours =
    alone === null || carousel === null
      ? ''
      : detourWords(
          { whole: run.curve('g')?.[0], carousel: run.curve(alone)?.[0] },
          { whole: run.perturbedAt('g', 0), carousel: run.perturbedAt(alone, 0) },
          (run.crossings.get(carousel)?.[0] ?? Number.NaN) / (steps - 1),
        );
  return (
    <>
      {detours !== '' && !dotsFlow && (
        <span className="river-note detours" style={{ left: 0, top: `${lane.centre + lane.unit + 3}px` }}>
          {detours}
        </span>
      )}
      {cancelling !== null && (
        <span
          className="river-note cancels"
          style={{
            top: `${band.base + 2}px`,
            ...(x > ROOM ? { right: `${width - x + 6}px` } : { left: `${((cancelling + 1) * width) / steps + 6}px` }),
          }}
        >
          negative: cancels
        </span>
      )}
      {dotsFlow && (
        <span className="river-note dots" style={{ left: 0, top: `${band.top - LINE}px` }}>
          Dots sample the band; the band is exact.
        </span>
      )}
    </>
  );
}
