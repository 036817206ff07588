/** Gates and state of the forward pass as heatmaps, with the share of saturated units per step. */

import { useMemo } from 'react';
import { stepAt, unitAt } from '../../charts/timeScale';
import { readAt } from '../../store/store';
import { selectedStep } from '../../store/viewRequests';
import { gateWords } from '../../story/cells/gateRows';
import { useApp, useAppStore, useShown } from '../common/context';
import { crosshairAfter } from '../common/crosshairKeys';
import type { Pointed } from '../common/pointed';
import { ReadingSurface } from '../common/ReadingSurface';
import { StepTicks } from '../common/StepTicks';
import { ViewHead } from '../common/ViewHead';
import { GateRowView } from './GateRowView';

export function GatesView() {
  const store = useAppStore();
  const settings = useApp((state) => state.panes[0]);
  const result = useShown('views', ({ run }) => run);
  const batch = useShown('views', ({ run }) => run?.viewResults.newest('gates') ?? null);
  const stale = useShown('views', ({ run }) => run?.viewResults.stale.has('gates') ?? false);
  const crosshair = useApp((state) => state.crosshair);
  const steps = result?.info.steps ?? 0;
  const size = result?.info.size ?? 1;
  const at = {
    step: Math.max(0, selectedStep(crosshair, steps)),
    unit: Math.min(crosshair?.unit ?? 0, size - 1),
  };
  const cellWords = gateWords(settings.cell);
  const { activation, cellActivation, forgetGate } = settings;
  const rowWords = useMemo(
    () => cellWords.rows({ activation, cellActivation, forgetGate }),
    [cellWords, activation, cellActivation, forgetGate],
  );
  const rows = new Map(batch?.rows.map((row) => [row.name, row]));
  const second = useShown('views', ({ run }) => run?.perturbed?.viewResults.fresh('gates') ?? null);
  const saturated = new Map(batch?.saturated.map((one) => [one.name, one]));

  const point = ({ plot, x, y, width, height, pressed }: Pointed): void => {
    // The shares have no units: there only the step is pointed at.
    const unit = plot.dataset.plot === 'values' ? unitAt(y, size, height) : at.unit;
    readAt(store, stepAt(x, steps, width), unit, pressed);
  };
  const press = (event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean => {
    const next = crosshairAfter(event, crosshair === null ? null : at, steps, size);
    if (next !== undefined) store.setState({ crosshair: next });
    return next !== undefined;
  };
  return (
    <section className="gates-view" aria-label="Gates">
      <ViewHead title="What do the gates do?">{cellWords.introduction}</ViewHead>
      <p className="gates-at" translate="no">
        step {at.step + 1}, unit {at.unit + 1}
      </p>
      <ReadingSurface
        className="gates"
        stale={stale}
        // Two columns where there is room.
        style={{ '--rows': Math.ceil(rowWords.length / 2) } as React.CSSProperties}
        label="Forward pass. Arrow keys move the crosshair by step and unit, with Shift by ten; Home and End go to the ends."
        isReady={steps > 0}
        onPoint={point}
        onKey={press}
      >
        {rowWords.map((words) => (
          <GateRowView
            key={words.name}
            words={words}
            row={rows.get(words.name)}
            saturation={saturated.get(words.name)}
            second={{
              row: second?.rows.find(({ name }) => name === words.name),
              saturation: second?.saturated.find(({ name }) => name === words.name),
            }}
            steps={steps}
            size={size}
            at={at}
            showCross={crosshair !== null}
          />
        ))}
      </ReadingSurface>
      <div className="gates-ticks">
        <StepTicks steps={steps} />
        <StepTicks steps={steps} />
      </div>
    </section>
  );
}
