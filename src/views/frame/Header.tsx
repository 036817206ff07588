/** Title, network, scenes, tour, claims; compare, share, depth, theme and, in Lab, help. */
import { Suspense, useState } from 'react';
import { CELLS } from '../../settings/cells';
import { encodeLink } from '../../settings/link';
import { choose, toggleComparison } from '../../store/store';
import { useApp, useAppStore } from '../common/context';
import type { ThemeChoice } from '../common/theme';
import { Segmented } from '../controls/ChoiceControl';
import { Gallery } from '../gallery/begin';
import { Help } from '../lab/lab';
import { toggleTour } from '../tour/begin';
import { Busy } from './Busy';
import { ExportButton } from './ExportButton';
import { OpenButton } from './OpenButton';

interface Props {
  /** On a phone, where one row has room for the title and the network only: whether the rest is open, as a sheet. */
  readonly isOpen: boolean;
  readonly themeChoice: ThemeChoice;
  readonly onTheme: () => void;
}

const THEME_WORDS: Readonly<Record<ThemeChoice, string>> = { system: 'as the system', light: 'light', dark: 'dark' };
const THEME_ICON: Readonly<Record<ThemeChoice, string>> = { system: '◐', light: '○', dark: '●' };

export function Header({ themeChoice, onTheme, isOpen }: Props) {
  const inLab = useApp((state) => state.panes[0].depth === 'lab');
  return (
    <header className="top">
      <h1>Gradient Carousel</h1>
      <Segmented name="cell" />
      <Busy />
      <div className="more-actions" id="more" data-open={isOpen || undefined}>
        <GalleryButtons withClaims={inLab} />
        <OpenButton />
        <span className="spring" />
        <CompareButton />
        <Share />
        {inLab && <ExportButton />}
        <Segmented name="depth" />
        <button
          type="button"
          className="icon"
          aria-label={`Theme: ${THEME_WORDS[themeChoice]}. Change it.`}
          title={`Theme: ${THEME_WORDS[themeChoice]}`}
          onClick={onTheme}
        >
          {THEME_ICON[themeChoice]}
        </button>
        {inLab && (
          <Suspense fallback={<span className="icon" />}>
            <Help />
          </Suspense>
        )}
      </div>
    </header>
  );
}

/** In Explore, which has few controls, claims are a press further, in the same gallery. */
function GalleryButtons({ withClaims }: { readonly withClaims: boolean }) {
  const store = useAppStore();
  const prepare = (): void => void Gallery.load().catch(() => {});
  return (
    <>
      <button
        type="button"
        className="small"
        aria-haspopup="dialog"
        title="Predict what the gradient will do, then look"
        onPointerEnter={prepare}
        onClick={() => choose(store, { view: 'scenes' })}
      >
        Scenes
      </button>
      <TourButton />
      {withClaims && (
        <button
          type="button"
          className="small"
          aria-haspopup="dialog"
          title="Claims from the literature, held against the numbers"
          onPointerEnter={prepare}
          onClick={() => choose(store, { view: 'claims', claim: '' })}
        >
          Claims
        </button>
      )}
    </>
  );
}

function TourButton() {
  const store = useAppStore();
  const isOn = useApp((state) => state.panes[0].tour > 0);
  return (
    <button type="button" className="small" aria-pressed={isOn} onClick={() => void toggleTour(store)}>
      Tour
    </button>
  );
}

/** Pins another cell with the same settings as the left pane, so that the right one can be changed against it. */
function CompareButton() {
  const store = useAppStore();
  const isOn = useApp((state) => state.panes.length > 1);
  const other = useApp((state) => CELLS[CELLS[state.panes[0].cell].beside].label);
  return (
    <button
      type="button"
      className="small"
      aria-pressed={isOn}
      title={
        isOn
          ? 'End the comparison, and keep the right pane'
          : `Set the ${other} with the same settings beside what you see`
      }
      onClick={() => toggleComparison(store)}
    >
      Compare
    </button>
  );
}

/** Copies the link to exactly what is seen; where the clipboard is closed to us, it says where the link is. */
function Share() {
  const store = useAppStore();
  const [status, setStatus] = useState('');
  const copy = async (): Promise<void> => {
    const { panes, crosshair } = store.getState();
    const link = `${location.href.split('#')[0]}${encodeLink(panes, crosshair)}`;
    try {
      await navigator.clipboard.writeText(link);
      setStatus('Link copied');
    } catch {
      setStatus('Copy it from the address bar');
    }
  };
  return (
    <span className="share">
      <span role="status" className="quiet">
        {status}
      </span>
      <button type="button" className="small" onClick={() => void copy()} onBlur={() => setStatus('')}>
        Share
      </button>
    </span>
  );
}
