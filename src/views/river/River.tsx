/**
 * The gradient as a river: from the loss at the right it flows back through time, as wide as it is large on a log scale. The plain RNN above, the
 * network below with its carousel inside, and under them which way the gradient came.
 */
import { Suspense, useContext, useMemo } from 'react';
import { goneAt, type Lane } from '../../charts/river/ribbon';
import { halfWidth, WIDEST } from '../../charts/river/width';
import { stepAt, stepX } from '../../charts/timeScale';
import type { SeriesName } from '../../engine/seriesNames';
import { CELLS } from '../../settings/cells';
import { activeCuts, type Edge, edgesOf, kindOf } from '../../settings/edges';
import { readAt, toggleCut } from '../../store/store';
import { sizeAgainstLoss } from '../../story/answer';
import { stepsOf } from '../../story/format';
import { noBandWords, riverWords } from '../../story/river';
import { PaneContext, useApp, useAppStore, usePaneSettings, useShown } from '../common/context';
import { mediaMatches } from '../common/media';
import { useSize } from '../common/useSize';
import { RiverTags } from '../crosshair/parts';
import { bandAt, frontierOf, hasPaths, lanesOf, roomIn, type SizedRoom } from './model';
import { FirstVisit, RiverNotes, StepFactors } from './parts';
import { RiverCanvas } from './RiverCanvas';
import type { Reveal } from './useReveal';

interface Props {
  /** The first visit's. */
  readonly reveal?: Reveal;
  /** Elsewhere than in Explore: how much larger gaps and dots are, and how much thicker lines. */
  readonly sized?: Pick<SizedRoom, 'scale' | 'stroke'>;
}

export function River({ reveal, sized }: Props) {
  const store = useAppStore();
  const pane = useContext(PaneContext);
  const settings = usePaneSettings((all) => all);
  const [plot, { width, height }] = useSize();
  const { run } = useShown('text');
  const crosshair = useApp((state) => state.crosshair?.step ?? null);
  const isPlaying = useApp((state) => state.playing);
  const isCompared = useApp(({ panes }) => panes.length > 1);
  const isGated = hasPaths(settings);
  // Beside another network a plain RNN is not drawn once more, and both rivers lie at the same height.
  const count = isGated && !isCompared ? 2 : 1;
  const under = isGated || isCompared ? 'band' : 'factors';
  const room = useMemo(() => roomIn(width, height, count, under, sized), [width, height, count, under, sized]);
  const lanes = useMemo(() => lanesOf(room), [room]);
  const own = lanes[lanes.length - 1] as Lane;
  const [ghost] = lanes;
  const steps = run?.info.steps ?? 1;
  const at = Math.min(crosshair ?? 0, steps - 1);
  const edges = edgesOf(settings);
  const carousel = edges.find((edge) => kindOf(edge) === 'carousel');
  const drawnCarousel = carousel !== undefined && !activeCuts(settings).has(carousel) ? carousel : null;
  const whole = run?.curve('g');
  const plain = count > 1 ? run?.curve('ghost') : undefined;
  const isEvery = run?.settings.loss === 'every';
  const noBand = isGated && run !== null ? noBandWords(run.settings) : '';
  const isRevealing = reveal !== undefined && reveal.stage !== 'none';
  const dotsFlow = (isPlaying || reveal?.stage === 'plays') && !mediaMatches('(prefers-reduced-motion: reduce)');
  const hasBand = isGated && noBand === '';
  const bandTop = room.bandBase - room.bandHeight;
  const point = (event: React.PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    if (box.width === 0 || run === null) return;
    const step = stepAt(event.clientX - box.left, steps, box.width);
    readAt(store, step, null, event.type === 'pointerdown');
  };
  const press = (event: React.PointerEvent): void => {
    const box = event.currentTarget.getBoundingClientRect();
    if (run === null || box.width === 0) return;
    const step = stepAt(event.clientX - box.left, steps, box.width);
    const edge = edgeAt(step, event.clientY - box.top);
    if (edge !== null) toggleCut(store, edge, pane);
  };
  /** The path whose hue is under the pointer. */
  const edgeAt = (step: number, y: number): Edge | null => {
    if (run === null) return null;
    const alone = carousel === undefined ? undefined : run.curve(`alone.${carousel}`)?.[step];
    if (carousel !== undefined && alone !== undefined && Math.abs(y - own.centre) < halfWidth(alone, own.unit))
      return activeCuts(settings).has(carousel) ? null : carousel;
    if (!isGated || !run.info.hasLedger) return null;
    return bandAt(run.crossings, steps, step, (room.bandBase - y) / room.bandHeight);
  };
  return (
    <section
      className={isRevealing ? 'river revealing' : 'river'}
      aria-label={isCompared ? `River of gradient, ${pane === 0 ? 'right' : 'left'} pane` : 'River of gradient'}
      style={{ ['--lanes' as string]: count, ['--split' as string]: `${own.centre - WIDEST * own.unit}px` }}
    >
      <div className="river-names">
        {count > 1 && ghost !== undefined && <LaneName lane={ghost} name="plain RNN" of="ghost" className="quiet" />}
        <LaneName lane={own} name={CELLS[settings.cell].label} of="g" />
        {hasBand && (
          <span className="river-name" style={{ top: `${room.bandBase - room.bandHeight / 2}px` }}>
            which way it came
          </span>
        )}
      </div>
      <div
        className="plot"
        ref={plot}
        onPointerMove={point}
        onPointerDown={point}
        onPointerUp={press}
        title="Press a path’s hue to cut the path"
      >
        <RiverCanvas
          room={room}
          label={riverWords(settings, steps, whole, run?.perturbed?.curve('g'))}
          flows={dotsFlow}
        />
        {reveal?.stage === 'plays' && (
          <Suspense>
            <FirstVisit lanes={lanes} onEnd={reveal.end} />
          </Suspense>
        )}
        {plain !== undefined && ghost !== undefined && (
          <Fate of="ghost" lane={ghost} logs={plain} width={width} steps={steps} isFirst={!isEvery} />
        )}
        {whole !== undefined && (
          <Fate of="g" lane={own} logs={whole} width={width} steps={steps} isFirst={count === 1 && !isEvery} />
        )}
        <span className="river-note time" style={{ top: `${(ghost ?? own).centre - WIDEST * own.unit}px` }}>
          ← back through time
        </span>
        {noBand !== '' && (
          <span className="river-note" style={{ left: 0, top: `${bandTop}px` }}>
            {noBand}
          </span>
        )}
        {under === 'factors' && (
          <Suspense>
            <StepFactors top={bandTop} width={width} height={room.bandHeight} />
          </Suspense>
        )}
        {hasBand && (
          <Suspense>
            <RiverNotes
              lane={own}
              width={width}
              band={{ top: bandTop, base: room.bandBase }}
              carousel={drawnCarousel}
              dotsFlow={dotsFlow}
            />
          </Suspense>
        )}
        {crosshair !== null && (
          <>
            <i className="river-cross" style={{ left: `${stepX(at, steps, width)}px` }} />
            <Suspense>
              <RiverTags
                width={width}
                lanes={lanes.map((lane) => ({ of: lane === own ? 'g' : 'ghost', lane }))}
                carousel={drawnCarousel}
                bandTop={hasBand ? bandTop : null}
              />
            </Suspense>
          </>
        )}
      </div>
      <div className="river-ends" aria-hidden="true">
        {lanes.map((lane) => (
          <LaneEnd key={lane.centre} lane={lane} isFirst={lane === lanes[0]} />
        ))}
      </div>
    </section>
  );
}

interface LaneNameProps {
  readonly lane: Lane;
  readonly name: string;
  readonly of: SeriesName;
  readonly className?: string;
}

/** What flows in a lane, and how much of it there is at its end. */
function LaneName({ lane, name, of, className = '' }: LaneNameProps) {
  const { run } = useShown('text');
  const value = run?.curve(of)?.[0];
  return (
    <span className={`river-name ${className}`} style={{ top: `${lane.centre}px` }}>
      <b>{name}</b>
      {value !== undefined && !Number.isNaN(value) && (
        <span translate="no">
          {sizeAgainstLoss(value, run?.perturbedAt(of, 0))} <span className="quiet">at step 1</span>
        </span>
      )}
    </span>
  );
}

/** Where a lane's gradient is gone, or leaves the scale. */
function Fate({
  of,
  lane,
  logs,
  width,
  steps,
  isFirst,
}: {
  readonly of: 'ghost' | 'g';
  readonly lane: Lane;
  readonly logs: ArrayLike<number>;
  readonly width: number;
  readonly steps: number;
  readonly isFirst: boolean;
}) {
  const placed: Lane = { ...lane, width };
  const gone = goneAt(logs, placed);
  const beyond = frontierOf(logs, placed);
  const burns = Array.from(logs).some((log) => log > 0.3);
  return (
    <>
      {gone !== null && gone.x > 130 && (
        <span
          className={`river-note of-${of}`}
          style={{ right: `${width - gone.x + 6}px`, top: `${lane.centre - 8}px` }}
        >
          gone after {stepsOf(steps - 1 - gone.step)}
        </span>
      )}
      {beyond !== null && beyond.x > 100 && (
        <span
          className={`river-note on-fire of-${of}`}
          style={{ right: `${width - beyond.x + 6}px`, top: `${lane.centre - lane.unit * 1.3}px` }}
        >
          beyond 10⁶
        </span>
      )}
      {!burns && isFirst && (
        <span className="river-note bank" style={{ left: 0, top: `${lane.centre - lane.unit - 17}px` }}>
          as large as at the loss
        </span>
      )}
    </>
  );
}

/** log10, words, and the least `unit` at which there is room for them. */
const EDGE_TICKS = [
  [0, '100 %', 34],
  [-2, '1 %', 34],
  [-4, '0.01 %', 46],
] as const;

/** The loss, and on the first lane what its width says. */
function LaneEnd({ lane, isFirst }: { readonly lane: Lane; readonly isFirst: boolean }) {
  return (
    <>
      <span className="river-loss" style={{ top: `${lane.centre}px` }}>
        loss
      </span>
      {isFirst &&
        EDGE_TICKS.filter(([, , least]) => lane.unit >= least).map(([log, text]) => (
          <span key={text} className="river-tick" style={{ top: `${lane.centre - halfWidth(log, lane.unit)}px` }}>
            {text}
          </span>
        ))}
    </>
  );
}
