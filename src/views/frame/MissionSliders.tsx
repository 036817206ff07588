/** The two sliders that the page is about, first and largest. */
import { useChoices } from '../common/context';
import { NumberControl } from '../controls/NumberControl';

export function MissionSliders() {
  const { cell, forgetGate, chrono, radii } = useChoices('cell', 'forgetGate', 'chrono', 'radii');
  const idleBias =
    cell === 'rnn'
      ? 'A plain RNN has no forget gate: switch to LSTM.'
      : !forgetGate
        ? 'The cell of 1997 has no forget gate: f is always 1.'
        : chrono
          ? 'Chrono biases set this one for each unit.'
          : null;
  const idleRadius =
    radii === 'drawn'
      ? 'The matrices are left as drawn: choose “Radius of: all matrices” to rescale them.'
      : radii === 'each' && cell === 'lstm'
        ? 'Each matrix has a radius of its own, under Weights.'
        : null;
  return (
    <section className="mission" aria-label="Forget-gate bias and spectral radius">
      <NumberControl name="forgetBias" prominent word="forget-gate" tour="bias" idle={idleBias} />
      <NumberControl name="spectralRadius" prominent word="spectral-radius" tour="radius" idle={idleRadius} />
    </section>
  );
}
