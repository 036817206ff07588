/** The one time axis under the heatmaps: step numbers, or the characters of the text. On it one scrubs through the sweep. */
import { Suspense, useContext } from 'react';
import { characterTicks, stepAt, stepTicks, stepX } from '../../charts/timeScale';
import { charactersOf } from '../../settings/characters';
import type { Settings } from '../../settings/settings';
import type { RunResult } from '../../store/runResult';
import { stepTo } from '../../store/store';
import { PaneContext, useApp, useAppStore, useShown } from '../common/context';
import { useSize } from '../common/useSize';
import { StepTag } from '../crosshair/parts';
import { Playback } from '../playback/Playback';
import { Speed } from '../playback/Speed';
import { pause } from '../playback/usePlayback';

export function TimeAxis() {
  const store = useAppStore();
  // Two panes share one player: its buttons stand at the left, its speed at the right.
  const pane = useContext(PaneContext);
  const isLast = useApp((state) => pane === state.panes.length - 1);
  const inLab = useApp((state) => state.panes[0].depth === 'lab');
  const [ref, { width }] = useSize();
  const steps = useShown('picture', ({ run }) => run?.info.steps ?? 2);
  const typed = useShown('picture', ({ run }) => textRun(run));
  const crosshair = useApp((state) => state.crosshair?.step ?? null);
  const text = typed === null ? null : charactersOf(typed.text, typed.characters);
  const ticks = text === null || text.length !== steps ? stepTicks(steps, width) : characterTicks(text, width);
  const step = Math.min(crosshair ?? steps - 1, steps - 1);
  const scrub = (event: React.PointerEvent): void => {
    if (event.buttons === 0) return;
    const box = event.currentTarget.getBoundingClientRect();
    stepTo(store, stepAt(event.clientX - box.left, steps, box.width));
  };
  const press = (event: React.KeyboardEvent): void => {
    const far = event.shiftKey ? 10 : 1;
    const targets: Record<string, number> = {
      ArrowLeft: step - far,
      ArrowDown: step - far,
      ArrowRight: step + far,
      ArrowUp: step + far,
      PageDown: step - 10,
      PageUp: step + 10,
      Home: 0,
      End: steps - 1,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    stepTo(store, target);
  };
  return (
    <div className="axis-row">
      <span className="axis-title">
        {isLast && <Playback named={!inLab} />}
        {!inLab ? null : text === null ? (
          <span>
            <span className="wide">step </span>t
          </span>
        ) : (
          'text'
        )}
      </span>
      <div
        className="axis"
        ref={ref}
        role="slider"
        tabIndex={0}
        aria-label="Step at the crosshair"
        aria-valuemin={1}
        aria-valuemax={steps}
        aria-valuenow={step + 1}
        data-text={text !== null || undefined}
        onKeyDown={press}
        onPointerDown={(event) => {
          pause(store);
          event.currentTarget.setPointerCapture?.(event.pointerId);
          scrub(event);
        }}
        onPointerMove={scrub}
      >
        {ticks.map(({ x, label }) => (
          <span key={x} style={{ left: `${x}px` }}>
            {label}
          </span>
        ))}
        {crosshair !== null && <i className="playhead" style={{ left: `${stepX(step, steps, width)}px` }} />}
        {crosshair !== null && !inLab && (
          <Suspense>
            <StepTag width={width} />
          </Suspense>
        )}
      </div>
      {inLab && pane === 0 && <Speed />}
    </div>
  );
}

/** The settings of a run whose input is a text, else null. */
function textRun(run: RunResult | null): Settings | null {
  return run?.settings.input === 'text' ? run.settings : null;
}
