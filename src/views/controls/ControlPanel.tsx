/** All settings but the two mission sliders, in five groups. */
import type { ReactNode } from 'react';
import { CELLS } from '../../settings/cells';
import { hasControl, idleReason, labelOf } from '../../settings/controls';
import { cuttableOf, kindOf } from '../../settings/edges';
import { ownRadii } from '../../settings/radii';
import { SPECS } from '../../settings/specs';
import { modelIn } from '../../store/openedFiles';
import { choose } from '../../store/store';
import { counted, stepsOf } from '../../story/format';
import { useApp, useAppStore, useChoices } from '../common/context';
import { Subscripted } from '../common/Term';
import { ChoiceControl } from './ChoiceControl';
import { FlagControl } from './FlagControl';
import { NumberControl } from './NumberControl';
import { TextControl } from './TextControl';

export function ControlPanel() {
  const isOwn = useApp(({ files, panes }) => modelIn(files, panes[0]) !== undefined);
  return (
    <div className="control-panel">
      {isOwn ? <OwnNetworkGroup /> : <NetworkGroup />}
      {!isOwn && <WeightsGroup />}
      <InputGroup />
      <LossGroup />
      <GradientGroup />
    </div>
  );
}

interface GroupProps {
  readonly title: string;
  /** What is set there, in a few words: it stands in for the group while that is closed. */
  readonly sum: string;
  readonly children: ReactNode;
}

function Group({ title, sum, children }: GroupProps) {
  return (
    <section aria-label={title}>
      <details className="group" open>
        <summary>
          <h2>{title}</h2>
          <span className="sum">{sum}</span>
        </summary>
        {children}
      </details>
    </section>
  );
}

const optionOf = (key: 'weights' | 'radii' | 'input' | 'loss' | 'truncation', value: string): string =>
  (SPECS[key].options as readonly { value: string; label: string }[]).find((one) => one.value === value)?.label ?? '';

/** Size, weights and variant are the file's; how long it reads, and what is drawn for it, are not. */
function OwnNetworkGroup() {
  const { steps, input } = useChoices('steps', 'input');
  const idle = input === 'text' ? 'The text sets the number of steps.' : null;
  return (
    <Group title="Network" sum={`from a file, ${stepsOf(steps)}`}>
      <NumberControl name="steps" label="Steps T" idle={idle} />
      <NumberControl name="seed" slider={false} />
    </Group>
  );
}

function NetworkGroup() {
  const store = useAppStore();
  const cell = useApp((state) => state.panes[0].cell);
  const input = useApp((state) => state.panes[0].input);
  const { hiddenSize, steps } = useChoices('hiddenSize', 'steps');
  const parts = (['forgetGate', 'peepholes'] as const).filter((name) => hasControl(cell, name));
  const idleSteps = input === 'text' ? 'The text sets the number of steps.' : null;
  return (
    <Group title="Network" sum={`${counted(hiddenSize, 'unit')}, ${stepsOf(steps)}`}>
      {hasControl(cell, 'activation') && <ChoiceControl name="activation" />}
      {hasControl(cell, 'cellActivation') && <ChoiceControl name="cellActivation" />}
      {parts.length > 0 && (
        <div className="pair">
          {parts.map((name) => (
            <FlagControl key={name} name={name} />
          ))}
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

/** Of single units' biases, those that have no slider of their own above the picture. */
const BIASES = ['blockBias', 'inputBias', 'resetBias', 'outputBias'] as const;

function WeightsGroup() {
  const settings = useChoices('cell', 'weights', 'radii', 'scaledBy', 'peepholes', 'forgetGate', 'chrono');
  const { cell, radii, scaledBy } = settings;
  return (
    <Group title="Weights" sum={`${optionOf('weights', settings.weights)}, ${scaledBy} of ${optionOf('radii', radii)}`}>
      <ChoiceControl name="weights" />
      <ChoiceControl name="radii" />
      {radii !== 'drawn' && <ChoiceControl name="scaledBy" />}
      {radii === 'each' &&
        ownRadii(settings).map(({ edge, key }) => (
          <NumberControl key={key} name={key} label={`${scaledBy === 'norm' ? 'σ' : 'ρ'}(${edge})`} />
        ))}
      {BIASES.filter((name) => name === 'blockBias' || hasControl(cell, name)).map((name) => (
        <NumberControl
          key={name}
          name={name}
          label={capitalised(labelOf(settings, name))}
          idle={idleReason(settings, name)}
        />
      ))}
      {hasControl(cell, 'chrono') && <FlagControl name="chrono" />}
      <ChoiceControl name="initialState" />
    </Group>
  );
}

const capitalised = (label: string): string => label.charAt(0).toUpperCase() + label.slice(1);

const DRAWN_INPUTS = SPECS.input.options.map(({ value }) => value).filter((value) => value !== 'data');
const DRAWN_LOSSES = ['last', 'every'];

function InputGroup() {
  const { input, steps } = useChoices('input', 'steps');
  const hasData = useApp(({ files }) => files.some(({ kind }) => kind === 'data')) || input === 'data';
  const measured = useApp((state) => state.shown.text.run?.info.measured ?? null);
  return (
    <Group title="Input" sum={optionOf('input', input)}>
      <ChoiceControl name="input" only={hasData ? undefined : DRAWN_INPUTS} />
      {input !== 'none' && <NumberControl name="inputStrength" />}
      {input === 'impulse' && <NumberControl name="impulseStep" />}
      {input === 'sine' && <NumberControl name="sinePeriod" />}
      {input === 'text' && <TextControl />}
      <FlagControl name="inputRow" />
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
  const { loss, lossDirection: direction } = useChoices('loss', 'lossDirection');
  const hasHead = useApp(({ files, panes }) => (modelIn(files, panes[0])?.model.heads.length ?? 0) > 0);
  return (
    <Group title="Loss" sum={`at ${optionOf('loss', loss)}`}>
      <ChoiceControl name="loss" only={hasHead ? undefined : DRAWN_LOSSES} />
      <ChoiceControl name="lossDirection" />
      {direction === 'unit' && <NumberControl name="lossUnit" />}
    </Group>
  );
}

function GradientGroup() {
  const store = useAppStore();
  const { truncation, cuts, ...settings } = useChoices('truncation', 'cuts', 'cell', 'peepholes', 'forgetGate');
  const { carouselOnly, within } = CELLS[settings.cell];
  const cuttable = cuttableOf(settings);
  const others = cuttable.filter((edge) => kindOf(edge) !== 'carousel');
  const isOnly = cuttable.every((edge) => cuts.includes(edge) === others.includes(edge));
  const cut = cuttable.filter((edge) => cuts.includes(edge)).length;
  const hasCuts = cut > 0;
  return (
    <Group
      title="Gradient"
      sum={`${truncation === 'none' ? 'not truncated' : optionOf('truncation', truncation)}${hasCuts ? `, ${counted(cut, 'path')} cut` : ''}`}
    >
      <ChoiceControl name="truncation" />
      {truncation !== 'none' && <NumberControl name="truncationSteps" />}
      {carouselOnly !== null && (
        <div className="buttons">
          <button
            type="button"
            className="small"
            aria-pressed={isOnly}
            title={carouselOnly.title}
            onClick={() => choose(store, { cuts: isOnly ? [] : others })}
          >
            {carouselOnly.label}
          </button>
          {within
            .filter(({ id }) => cuttable.includes(id))
            .map(({ id, way }) => (
              <button
                key={id}
                type="button"
                className="small"
                aria-pressed={cuts.includes(id)}
                title={`${id} acts inside a step, ${way}`}
                onClick={() =>
                  choose(store, { cuts: cuts.includes(id) ? cuts.filter((cut) => cut !== id) : [...cuts, id] })
                }
              >
                <Subscripted text={`Cut ${id}`} />
              </button>
            ))}
          <button type="button" className="small" disabled={!hasCuts} onClick={() => choose(store, { cuts: [] })}>
            Restore all paths
          </button>
        </div>
      )}
    </Group>
  );
}
