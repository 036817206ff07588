/** Each step's contribution to every weight gradient, and clipping. */

import { useState } from 'react';
import { stepAt } from '../../charts/timeScale';
import type { WeightStrip } from '../../engine/weightStrips';
import { type ParameterName as Name, parametersOf } from '../../settings/edges';
import { readAt } from '../../store/store';
import { selectedStep } from '../../store/viewRequests';
import { magnitude } from '../../story/format';
import { useApp, useAppStore, useShown } from '../common/context';
import { crosshairAfter } from '../common/crosshairKeys';
import { ParameterName } from '../common/ParameterName';
import type { Pointed } from '../common/pointed';
import { ReadingSurface } from '../common/ReadingSurface';
import { StepTicks } from '../common/StepTicks';
import { Subscripted } from '../common/Term';
import { useEnds } from '../common/useEnds';
import { ViewHead } from '../common/ViewHead';
import { Clipping } from './Clipping';
import { WeightStripRow } from './WeightStripRow';
import { reachWords, shareWords } from './words';

/** Steps may work against one another, so that the first time that a sum comes near is not enough. */
const HOW_FAR =
  'Half (90 %): the fewest last steps whose sum, and that of any more, misses the whole by at most half (10 %).';

export function WeightsView() {
  const store = useAppStore();
  const settings = useApp((state) => state.panes[0]);
  const result = useShown('views', ({ run }) => run);
  const batch = useShown('views', ({ run }) => run?.viewResults.newest('weights') ?? null);
  const stale = useShown('views', ({ run }) => run?.viewResults.stale.has('weights') ?? false);
  const crosshair = useApp((state) => state.crosshair);
  const [pointed, setPointed] = useState<Name | null>(null);
  const ends = useEnds();
  const names = parametersOf(settings);
  const strips = new Map(batch?.strips.map((strip) => [strip.name, strip]));
  const second = useShown('views', ({ run }) => run?.perturbed?.viewResults.fresh('weights') ?? null);
  const secondStrips = new Map(second?.strips.map((strip) => [strip.name, strip]));
  const steps = result?.info.steps ?? 0;
  const at = Math.max(0, selectedStep(crosshair, steps));
  const chosen = pointed !== null && names.includes(pointed) ? pointed : largestOf(names, strips);

  const point = ({ x, width, pressed }: Pointed): void => readAt(store, stepAt(x, steps, width), null, pressed);
  const press = (event: Pick<KeyboardEvent, 'key' | 'shiftKey'>): boolean => {
    if (event.key === 'Escape' && crosshair === null) return false;
    const next = crosshairAfter(event, { step: at, unit: names.indexOf(chosen) }, steps, names.length);
    if (next === undefined) return false;
    if (next === null) store.setState({ crosshair: null });
    else if (event.key === 'ArrowUp' || event.key === 'ArrowDown') setPointed(names[next.unit] ?? null);
    else store.setState({ crosshair: { step: next.step, unit: crosshair?.unit ?? 0 } });
    return true;
  };
  return (
    <section className="weights-view" aria-label="Weight gradients">
      <ViewHead title="What does each step teach?">
        Colour: the norm of its part of ∂E/∂W (‖Δ‖ = 1). Line: the sum from the last step back, linear. Bar: where half
        of it comes from; thin: 90 %.
      </ViewHead>
      <div className="weights-body">
        <div className="strips-side">
          <ReadingSurface
            className="strips"
            stale={stale}
            label="Weight gradients. Left and right arrow keys move the step, with Shift by ten; up and down choose the parameter."
            describedBy="weights-reading"
            isReady={steps > 0}
            onPoint={point}
            onKey={press}
          >
            <div className="strip strip-heads" aria-hidden="true">
              <span />
              <span />
              <span className="strip-value" translate="no">
                step {at + 1}
              </span>
              <span className="strip-wide">all steps</span>
              <span className="strip-wide">half from last</span>
              <span className="strip-wide">90 % from last</span>
            </div>
            {names.map((name) => (
              <WeightStripRow
                key={name}
                name={name}
                strip={strips.get(name)}
                second={secondStrips.get(name)}
                ends={ends}
                at={at}
                showCross={crosshair !== null}
                chosen={name === chosen}
                onChoose={() => setPointed(name)}
              />
            ))}
          </ReadingSurface>
          <StepTicks steps={steps} />
          <p className="weights-reading" id="weights-reading" title={HOW_FAR} data-stale={stale || undefined}>
            <ParameterName name={chosen} />{' '}
            <Reading strip={strips.get(chosen)} second={secondStrips.get(chosen)} at={at} />
          </p>
          <p className="quiet weights-help">{HOW_FAR}</p>
        </div>
        <Clipping batch={batch} second={second} stale={stale} />
      </div>
    </section>
  );
}

/** One parameter in words, at one step (0-based). */
interface ReadingProps {
  readonly strip: WeightStrip | undefined;
  /** The same of the second run. */
  readonly second: WeightStrip | undefined;
  readonly at: number;
}

function Reading({ strip, second, at }: ReadingProps) {
  if (strip === undefined) return <>is being computed …</>;
  const { perStep, running, share, total } = strip;
  if (total === -Infinity) return <>gets no gradient: every way to it is exactly zero.</>;
  const own = perStep[at];
  const part =
    own === -Infinity
      ? `Step ${at + 1} adds nothing`
      : `Step ${at + 1} adds ${magnitude(own, second?.perStep[at])}, in the sum’s direction ${shareWords(share[at], own - total, second?.share[at])}`;
  return (
    <Subscripted
      text={`${magnitude(total, second?.total)} in all, ${reachWords(share, second?.share)}. ${part}; from there to the end ${magnitude(running[at], second?.running[at])}.`}
    />
  );
}

/** What is read while none is pointed at. */
function largestOf(names: readonly Name[], strips: ReadonlyMap<Name, WeightStrip>): Name {
  const total = (name: Name): number => strips.get(name)?.total ?? Number.NEGATIVE_INFINITY;
  return names.reduce((best, name) => (total(name) > total(best) ? name : best));
}
