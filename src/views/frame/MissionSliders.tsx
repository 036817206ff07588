/** The two sliders that the page is about, first and largest. */
import { Suspense } from 'react';
import { idleReason, labelOf, slidersOf } from '../../settings/controls';
import { ownRadii } from '../../settings/radii';
import type { Settings } from '../../settings/settings';
import { useChoices } from '../common/context';
import { NumberControl } from '../controls/NumberControl';
import { RestMark } from '../lab/lab';

export function MissionSliders() {
  const settings = useChoices('cell', 'peepholes', 'forgetGate', 'chrono', 'radii', 'scaledBy', 'depth');
  const { cell, radii, scaledBy, depth } = settings;
  const [bias, radius] = slidersOf(cell);
  const idleRadius =
    radii === 'drawn'
      ? `As drawn: “${labelOf(settings, 'radii')}: all matrices” rescales them.`
      : radii === 'each' && ownRadii(settings).length > 0
        ? `Each matrix has its own ${scaledBy}, under Weights.`
        : null;
  const mark = depth === 'lab' && (
    <Suspense>
      <RestMark />
    </Suspense>
  );
  return (
    <section
      className="mission"
      aria-label={`${labelOf(settings, bias.key)} and ${labelOf(settings, radius.key).toLowerCase()}`}
    >
      <NumberControl {...sliderProps(bias)} prominent tour="bias" idle={idleReason(settings, bias.key)} />
      <NumberControl {...sliderProps(named(radius, scaledBy))} prominent tour="radius" idle={idleRadius} mark={mark} />
    </section>
  );
}

/** The glossary's word is the norm's where matrices are scaled by it. */
function named<S extends { readonly word?: string }>(slider: S, scaledBy: Settings['scaledBy']): S {
  return scaledBy === 'norm' ? { ...slider, word: 'spectral-norm' } : slider;
}

function sliderProps<K extends string>({ key, word }: { readonly key: K; readonly word?: string }) {
  return { name: key, ...(word === undefined ? {} : { word }) };
}
