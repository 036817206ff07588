/** For a projector: the two sliders, the answer, the river and the rows, each with a name and one value. Keys do the rest. */
import { useMemo } from 'react';
import { usePaneChoices } from '../common/context';
import { shownRows } from '../common/shownRows';
import { useEnds } from '../common/useEnds';
import { Answer } from '../frame/Answer';
import { MissionSliders } from '../frame/MissionSliders';
import { River } from '../river/River';
import { StageAxis } from './StageAxis';
import { StageKeys } from './StageKeys';
import { StageRow } from './StageRow';
import { useRootScale } from './useRootScale';

/** A line is four pixels wide where the type is 28, which is Explore's 16 by 1.75. */
const STROKE = 4 / 1.75;

export function Stage({ onLeave }: { readonly onLeave: () => void }) {
  const settings = usePaneChoices('cell', 'peepholes', 'forgetGate', 'wholeRow', 'pathRows', 'depth');
  const ends = useEnds();
  const scale = useRootScale();
  const sized = useMemo(() => ({ scale, stroke: Math.max(1, scale * STROKE) }), [scale]);
  return (
    <div className="stage" onPointerUp={letGo}>
      <header className="visually-hidden">
        <h1>Gradient Carousel</h1>
      </header>
      <MissionSliders />
      <Answer />
      <main className="stage-picture">
        <River sized={sized} />
        <section className="stage-rows" aria-label="Gradient at each unit and step">
          {shownRows(settings).map((row, _, rows) => (
            <StageRow key={row} row={row} ends={ends} isSole={rows.length === 1} />
          ))}
        </section>
        <StageAxis scale={scale} />
      </main>
      <StageKeys onLeave={onLeave} />
    </div>
  );
}

/** A slider that was dragged gives its keys back: the arrows step again. */
function letGo({ target }: React.PointerEvent): void {
  if (target instanceof HTMLInputElement && target.type === 'range') target.blur();
}
