/** Three ways to see the three stories: one press each. */
import type { Settings } from '../../settings/settings';
import { DEFAULTS } from '../../settings/specs';
import { choose, open } from '../../store/store';
import { useAppStore } from '../common/context';

/** What the stories have in common: nothing is in the way of the two sliders. */
const PLAIN: Partial<Settings> = {
  cell: 'lstm',
  forgetGate: true,
  chrono: false,
  radii: 'together',
  scaledBy: 'radius',
  input: 'noise',
  loss: 'last',
  truncation: 'none',
  cuts: [],
  scene: '',
};

const STORIES: readonly (readonly [string, Partial<Settings>])[] = [
  ['Make it explode', { ...PLAIN, forgetBias: 1, spectralRadius: 8 }],
  ['Make it forget', { ...PLAIN, forgetBias: -1, spectralRadius: 0.5 }],
];

export function Stories() {
  const store = useAppStore();
  return (
    <div className="chips">
      {STORIES.map(([name, settings]) => (
        <button key={name} type="button" className="chip" onClick={() => choose(store, settings)}>
          {name}
        </button>
      ))}
      <button
        type="button"
        className="chip"
        title="Every setting as the page opens with it; Back undoes"
        onClick={() => {
          store.setState({ crosshair: null, playing: false, notices: [] });
          open(store, { ...DEFAULTS, depth: store.getState().panes[0].depth });
        }}
      >
        Start again
      </button>
    </div>
  );
}
