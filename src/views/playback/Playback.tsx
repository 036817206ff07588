/** The buttons of the playback, beside the time axis on which one scrubs. */
import { stepTo } from '../../store/store';
import { useApp, useAppStore } from '../common/context';
import { pause, play } from './usePlayback';

/** `named`: one button with its word; arrow keys take single steps. */
export function Playback({ named = false }: { readonly named?: boolean }) {
  const store = useAppStore();
  const playing = useApp((state) => state.playing);
  const step = useApp((state) => state.crosshair?.step ?? null);
  const steps = useApp((state) => state.shown.text.run?.info.steps ?? 0);
  const at = step ?? steps - 1;
  return (
    <fieldset className="playback" disabled={steps === 0}>
      <legend className="visually-hidden">Play the backward sweep</legend>
      {!named && (
        <button
          type="button"
          aria-label="One step back in time"
          title="One step back in time (←)"
          disabled={at === 0}
          onClick={() => stepTo(store, at - 1)}
        >
          ‹
        </button>
      )}
      <button
        type="button"
        className="play"
        aria-label={playing ? 'Pause' : 'Play the gradient back through time'}
        title={playing ? 'Pause (Space)' : 'Play the gradient back through time (Space)'}
        onClick={() => (playing ? pause(store) : play(store))}
      >
        <i aria-hidden="true">{playing ? '❚❚' : '◀'}</i>
        {named && (playing ? 'Pause' : 'Play')}
      </button>
      {!named && (
        <button
          type="button"
          aria-label="One step forward in time"
          title="One step forward in time (→)"
          disabled={at === steps - 1}
          onClick={() => stepTo(store, at + 1)}
        >
          ›
        </button>
      )}
    </fieldset>
  );
}
