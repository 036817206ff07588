/** The two sliders that the page is about, first and largest. */
import { idleReason, labelOf, slidersOf } from '../../settings/controls';
import { ownRadii } from '../../settings/radii';
import type { Settings } from '../../settings/settings';
import { useChoices } from '../common/context';
import { NumberControl } from '../controls/NumberControl';

export function MissionSliders() {
  const settings = useChoices('cell', 'peepholes', 'forgetGate', 'chrono', 'radii', 'scaledBy');
  const { cell, radii, scaledBy } = settings;
  const [bias, radius] = slidersOf(cell);
  const idleRadius =
    radii === 'drawn'
      ? `The matrices are left as drawn: choose “${labelOf(settings, 'radii')}: all matrices” to rescale them.`
      : radii === 'each' && ownRadii(settings).length > 0
        ? `Each matrix has a ${scaledBy} of its own, under Weights.`
        : null;
  return (
    <section
      className="mission"
      aria-label={`${labelOf(settings, bias.key)} and ${labelOf(settings, radius.key).toLowerCase()}`}
    >
      <NumberControl {...sliderProps(bias)} prominent tour="bias" idle={idleReason(settings, bias.key)} />
      <NumberControl {...sliderProps(named(radius, scaledBy))} prominent tour="radius" idle={idleRadius} />
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
