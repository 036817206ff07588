/** All settings but the two mission sliders, in five groups. */
import type { ReactNode } from 'react';
import { cuttableOf } from '../../settings/edges';
import { choose } from '../../store/store';
import { useApp, useAppStore, useChoices } from '../common/context';
import { ChoiceControl } from './ChoiceControl';
import { FlagControl } from './FlagControl';
import { NumberControl } from './NumberControl';
import { TextControl } from './TextControl';

export function ControlPanel() {
  return (
    <div className="control-panel">
      <NetworkGroup />
      <WeightsGroup />
      <InputGroup />
      <LossGroup />
      <GradientGroup />
    </div>
  );
}

function Group({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="group" aria-label={title}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

function NetworkGroup() {
  const store = useAppStore();
  const cell = useApp((state) => state.panes[0].cell);
  const input = useApp((state) => state.panes[0].input);
  const idleSteps = input === 'text' ? 'The text sets the number of steps.' : null;
  return (
    <Group title="Network">
      {cell === 'rnn' ? (
        <ChoiceControl name="activation" />
      ) : (
        <div className="pair">
          <FlagControl name="forgetGate" />
          <FlagControl name="peepholes" />
        </div>
      )}
      <NumberControl name="hiddenSize" label="Hidden N" />
      <NumberControl name="inputSize" label="Inputs M" />
      <NumberControl name="steps" label="Steps T" idle={idleSteps} />
      <div className="with-button">
        <NumberControl name="seed" slider={false} />
        <button
          type="button"
          className="small"
          title="Draw all random numbers anew, from the next seed"
          onClick={() => choose(store, { seed: (store.getState().panes[0].seed + 1) % 1000000 })}
        >
          new draw
        </button>
      </div>
    </Group>
  );
}

function WeightsGroup() {
  const { cell, radii, forgetGate, chrono } = useChoices('cell', 'radii', 'forgetGate', 'chrono');
  const idle = chrono ? 'Chrono biases set this one for each unit.' : null;
  return (
    <Group title="Weights">
      <ChoiceControl name="weights" />
      <ChoiceControl name="radii" />
      {cell === 'lstm' && radii === 'each' && (
        <>
          <NumberControl name="radiusZ" label="ρ(R_z)" />
          <NumberControl name="radiusI" label="ρ(R_i)" />
          {forgetGate && <NumberControl name="radiusF" label="ρ(R_f)" />}
          <NumberControl name="radiusO" label="ρ(R_o)" />
        </>
      )}
      <NumberControl name="blockBias" label={cell === 'lstm' ? 'Bias b_z' : 'Bias b'} />
      {cell === 'lstm' && (
        <>
          <NumberControl name="inputBias" label="Bias b_i" idle={idle} />
          <NumberControl name="outputBias" label="Bias b_o" />
          <FlagControl name="chrono" />
        </>
      )}
      <ChoiceControl name="initialState" />
    </Group>
  );
}

function InputGroup() {
  const { input, steps } = useChoices('input', 'steps');
  const measured = useApp((state) => state.shown.text.run?.info.measured ?? null);
  return (
    <Group title="Input">
      <ChoiceControl name="input" />
      {input !== 'none' && <NumberControl name="inputStrength" />}
      {input === 'impulse' && <NumberControl name="impulseStep" />}
      {input === 'sine' && <NumberControl name="sinePeriod" />}
      {input === 'text' && <TextControl />}
      {input === 'co2' && measured && (
        <p className="source">
          <a href={measured.url}>{measured.source}</a>
          {steps > measured.length && ` The series has ${measured.length} months, so ${measured.length} steps are run.`}
        </p>
      )}
    </Group>
  );
}

function LossGroup() {
  const direction = useApp((state) => state.panes[0].lossDirection);
  return (
    <Group title="Loss">
      <ChoiceControl name="loss" />
      <ChoiceControl name="lossDirection" />
      {direction === 'unit' && <NumberControl name="lossUnit" />}
    </Group>
  );
}

function GradientGroup() {
  const store = useAppStore();
  const { truncation, cuts, ...settings } = useChoices('truncation', 'cuts', 'cell', 'peepholes', 'forgetGate');
  const cuttable = cuttableOf(settings);
  const historic = cuttable.filter((edge) => edge !== 'cec');
  const isHistoric = historic.every((edge) => cuts.includes(edge)) && !cuts.includes('cec');
  const hasCuts = cuttable.some((edge) => cuts.includes(edge));
  return (
    <Group title="Gradient">
      <ChoiceControl name="truncation" />
      {truncation !== 'none' && <NumberControl name="truncationSteps" />}
      {settings.cell === 'lstm' && (
        <div className="buttons">
          <button
            type="button"
            className="small"
            aria-pressed={isHistoric}
            title="The gradient of the 1997 paper: every path but the carousel is cut"
            onClick={() => choose(store, { cuts: isHistoric ? [] : historic })}
          >
            as in 1997
          </button>
          {settings.peepholes && (
            <button
              type="button"
              className="small"
              aria-pressed={cuts.includes('p_o')}
              title="p_o acts inside a step, from the output gate to the cell"
              onClick={() =>
                choose(store, { cuts: cuts.includes('p_o') ? cuts.filter((cut) => cut !== 'p_o') : [...cuts, 'p_o'] })
              }
            >
              cut p<sub>o</sub>
            </button>
          )}
          <button type="button" className="small" disabled={!hasCuts} onClick={() => choose(store, { cuts: [] })}>
            restore all paths
          </button>
        </div>
      )}
    </Group>
  );
}
