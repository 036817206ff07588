/** One tabbed chart under the heatmaps, on the same time axis. */
import * as Tabs from '@radix-ui/react-tabs';
import { drawingOf } from '../../charts/cells';
import type { OwnCurve } from '../../charts/cells/cell';
import type { Theme } from '../../charts/colour';
import { pathColour } from '../../charts/ramps/palette';
import { activeCuts, type Edge, edgesOf, isPeephole, kindOf } from '../../settings/edges';
import type { Settings } from '../../settings/settings';
import { SPECS } from '../../settings/specs';
import { choose } from '../../store/store';
import { besideOne } from '../../story/format';
import { plainSymbol } from '../../story/names';
import { useAppStore, usePaneChoices, usePaneSettings, useShown, useTheme } from '../common/context';
import { ChoiceControl } from '../controls/ChoiceControl';
import { Glossed } from '../words/Word';
import { Crossings } from './Crossings';
import { type Curve, LogCurves } from './LogCurves';

const TITLES: Readonly<Record<Settings['chart'], string>> = {
  steps: 'What can one step do to the gradient? Largest singular value ‖∂sᵗ/∂sᵗ⁻¹‖₂, log scale.',
  cumulative: 'Solid: the most that is left of any gradient, ‖∂sᵀ/∂sᵗ‖₂, uncut. Dashed: this loss’s, ‖gᵗ‖₂.',
  crossings: 'Which way did the gradient that arrives at step t come? It crosses one path a step.',
};

const MOST_UNITS = SPECS.hiddenSize.max;

export function Chart() {
  const store = useAppStore();
  const chart = usePaneSettings(({ chart }) => chart);
  const isLarger = usePaneSettings(({ hiddenSize }) => hiddenSize > MOST_UNITS);
  return (
    <Tabs.Root
      className="chart"
      value={chart}
      onValueChange={(value) => choose(store, { chart: value as Settings['chart'] })}
    >
      <div className="chart-head">
        <Tabs.List className="tabs" aria-label="Chart">
          {SPECS.chart.options.map(({ value, label }) => (
            <Tabs.Trigger key={value} value={value}>
              {label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        <p className="chart-title">
          <Glossed text={TITLES[chart]} />
        </p>
        {isLarger && chart !== 'crossings' && (
          <p className="quiet">Norms of Jacobians are computed up to {MOST_UNITS} units: this network is larger.</p>
        )}
        {chart === 'cumulative' && <ChoiceControl name="curves" />}
      </div>
      <Tabs.Content value="steps" tabIndex={-1}>
        <StepNorms />
      </Tabs.Content>
      <Tabs.Content value="cumulative" tabIndex={-1}>
        <Cumulative />
      </Tabs.Content>
      <Tabs.Content value="crossings" tabIndex={-1}>
        <Crossings />
      </Tabs.Content>
    </Tabs.Root>
  );
}

function StepNorms() {
  const theme = useTheme();
  const settings = usePaneChoices('cell', 'peepholes', 'forgetGate', 'activation');
  const spectra = useShown('text', ({ run }) => run?.info.spectra);
  const edges = edgesOf(settings);
  const { steps, bound } = drawingOf(settings.cell).curves;
  const curves: Curve[] = [
    { name: 'step.state', text: 'state', colour: 'var(--ink)', strong: true, frames: 'all' },
    ...steps.map(ownCurve),
    // The only path's Jacobian is the state's.
    ...(edges.length === 1 ? [] : edges).map((edge) => ({
      name: `step.${edge}` as const,
      ...edgeStyle(edge, theme),
      frames: 'soft' as const,
    })),
  ];
  const lines: { value: number; text?: string }[] = [{ value: 0 }];
  const second = useShown('text', ({ run }) => run?.perturbed?.info.spectra);
  const norm = spectra?.find(({ edge }) => edge === bound?.matrix)?.norm;
  if (bound !== null && norm !== undefined && norm > 0) {
    const gamma = bound.slope(settings);
    const other = second?.find(({ edge }) => edge === bound.matrix)?.norm;
    const product = besideOne(gamma * norm, other === undefined ? undefined : gamma * other);
    lines.push({ value: Math.log10(gamma * norm), text: `bound γσₘₐₓ = ${product}` });
  }
  return (
    <LogCurves
      label="Spectral norms of the step Jacobians"
      unit="‖·‖₂"
      curves={curves}
      lines={lines}
      soft={[-5, 4]}
      // Before the first step stands the initial state: where that is zero, paths have no norm there that says anything.
      unread={1}
    />
  );
}

function Cumulative() {
  const theme = useTheme();
  const settings = usePaneChoices('cell', 'peepholes', 'forgetGate', 'cuts', 'curves');
  const edges = edgesOf(settings);
  const cuts = activeCuts(settings);
  const { curves: extra, cell } = settings;
  const curves: Curve[] = [
    {
      name: 'cumulative.state',
      text: cuts.size > 0 ? 'most of any, uncut' : 'most of any',
      colour: 'var(--ink)',
      strong: true,
      frames: 'all' as const,
    },
    ...drawingOf(cell).curves.cumulative.map(ownCurve),
    {
      name: 'g',
      text: cuts.size > 0 ? 'this loss’s, cut' : 'this loss’s',
      colour: 'var(--ink)',
      dash: '3 2',
      frames: 'all',
    },
  ];
  if (extra === 'paths')
    curves.push(
      ...edges
        .filter((edge) => kindOf(edge) !== 'carousel')
        .map((edge) => ({
          name: `path.${edge}` as const,
          ...edgeStyle(edge, theme),
          text: `most by ${plainSymbol(edge)}`,
        })),
    );
  if (extra === 'without')
    curves.push(
      ...edges.map((edge) => ({
        name: `without.${edge}` as const,
        ...edgeStyle(edge, theme),
        text: `all but ${plainSymbol(edge)}`,
      })),
    );
  if (extra === 'withoutMatrix') {
    curves.push(
      ...edges.map((edge) => ({
        name: `cumulativeWithout.${edge}` as const,
        ...edgeStyle(edge, theme),
        text: `most, all but ${plainSymbol(edge)}`,
      })),
    );
  }
  return (
    <LogCurves
      label="Cumulative norms, from the last step back"
      unit="‖·‖₂"
      curves={curves}
      lines={[{ value: 0 }]}
      soft={[-60, 60]}
    />
  );
}

function ownCurve({ colour, ...curve }: OwnCurve): Curve {
  return { ...curve, colour: `var(--${colour})` };
}

/** An edge's name and hue; a peephole has its gate's, dashed. */
function edgeStyle(edge: Edge, theme: Theme): Pick<Curve, 'text' | 'colour' | 'dash'> {
  return {
    text: plainSymbol(edge),
    colour: pathColour(theme, edge),
    ...(isPeephole(edge) ? { dash: '4 3' } : {}),
  };
}
