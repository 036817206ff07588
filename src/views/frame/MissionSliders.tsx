/** The two sliders that the page is about, first and largest. */
import { idleReason, labelOf, slidersOf } from '../../settings/controls';
import { ownRadii } from '../../settings/radii';
import type { Settings } from '../../settings/settings';
import { modelIn } from '../../store/openedFiles';
import { useApp, useChoices } from '../common/context';
import { NumberControl } from '../controls/NumberControl';

export function MissionSliders() {
  const isOwn = useApp(({ files, panes }) => modelIn(files, panes[0]) !== undefined);
  return isOwn ? <WhatIfSliders /> : <DrawnSliders />;
}

/** Of a trained network: what would help, against what it is. */
function WhatIfSliders() {
  const { cell } = useChoices('cell');
  const [bias] = slidersOf(cell);
  return (
    <section className="mission" aria-label="What if: bias and recurrent matrices">
      <NumberControl
        name="addedBias"
        label={`Added to the ${lowerFirst(labelOf({ cell, scaledBy: 'radius' }, bias.key))}`}
        prominent
        tour="bias"
        idle={idleReason({ cell, peepholes: false, forgetGate: true, chrono: false }, bias.key)}
      />
      <NumberControl name="matrixScale" prominent tour="radius" />
    </section>
  );
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function DrawnSliders() {
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
