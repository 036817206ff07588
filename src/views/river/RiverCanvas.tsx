/** The river's pixels, and the dots that flow in it while the gradient is played back. */
import { useCallback, useContext, useEffect, useRef } from 'react';
import { paintDots } from '../../charts/river/dotPainter';
import { type Flow, flowOf } from '../../charts/river/dots';
import { paintRiver } from '../../charts/river/river';
import { type AppState, numbersOf } from '../../store/store';
import { Canvas } from '../common/Canvas';
import { PaneContext, useApp, useAppStore, useTheme } from '../common/context';
import { mediaMatches } from '../common/media';
import { type RiverModel, type RiverRoom, riverOf, scaled } from './model';

interface Props {
  readonly room: RiverRoom;
  readonly label: string;
}

interface Painted {
  readonly context: CanvasRenderingContext2D;
  readonly image: ImageData;
  /** The river without dots. */
  readonly still: Uint32Array;
  readonly model: RiverModel;
  /** The dots' ways, by lane: made when they first flow. */
  flows: readonly Flow[] | null;
  readonly ratio: number;
}

const DOTS = 72;
const SMALL = 500;

export function RiverCanvas({ room, label }: Props) {
  const store = useAppStore();
  const pane = useContext(PaneContext);
  const theme = useTheme();
  const isPlaying = useApp((state) => state.playing);
  const painted = useRef<Painted | null>(null);
  const draw = useCallback(
    (context: CanvasRenderingContext2D, ratio: number) => {
      const { width, height } = context.canvas;
      const numbers = numbersOf(store.getState(), pane);
      const { run } = numbers.shown.picture;
      if (run === null || width === 0 || height === 0) return;
      const last = painted.current?.image;
      const image = last?.width === width && last.height === height ? last : context.createImageData(width, height);
      const pixels = new Uint32Array(image.data.buffer);
      const model = riverOf(run, { ...scaled(room, ratio), width });
      // Glow takes time that a slider on the move does not have.
      const resting = numbers.status.kind === 'idle';
      const { scale, stroke } = room;
      paintRiver({ pixels, width, height }, model.river, {
        theme,
        ratio: ratio * scale,
        stroke: ratio * stroke,
        resting,
      });
      context.putImageData(image, 0, 0);
      painted.current = { context, image, still: pixels.slice(), model, flows: null, ratio: ratio * scale };
    },
    [store, pane, theme, room],
  );
  const subscribe = useCallback(
    (listener: () => void) =>
      // Columns are filled in place: the picture's revision says when. At rest it is painted once more, with its glow.
      store.subscribe((state: AppState) => {
        const { shown, status } = numbersOf(state, pane);
        return `${shown.picture.revision} ${shown.text.revision} ${status.kind}`;
      }, listener),
    [store, pane],
  );

  useEffect(() => {
    if (!isPlaying || mediaMatches('(prefers-reduced-motion: reduce)')) return;
    const began = performance.now();
    let frame = 0;
    const next = (now: number): void => {
      if (painted.current !== null) flow(painted.current, (now - began) / 1000, theme);
      frame = requestAnimationFrame(next);
    };
    frame = requestAnimationFrame(next);
    return () => {
      cancelAnimationFrame(frame);
      const { current } = painted;
      if (current === null) return;
      new Uint32Array(current.image.data.buffer).set(current.still);
      current.context.putImageData(current.image, 0, 0);
    };
  }, [isPlaying, theme]);

  return <Canvas className="heatmap" opaque draw={draw} subscribe={subscribe} label={label} />;
}

/** One frame of dots over the river as it stands. */
function flow(painted: Painted, seconds: number, theme: 'light' | 'dark'): void {
  const { context, image, still, model, ratio } = painted;
  const pixels = new Uint32Array(image.data.buffer);
  pixels.set(still);
  const { width, height } = image;
  const isSmall = width / ratio < SMALL;
  const { lanes } = model.river;
  const bandOf = ({ carousel }: (typeof lanes)[number]) => (carousel === null ? null : model.band);
  painted.flows ??= lanes.map((one, k) => flowOf(one.ribbon, bandOf(one), isSmall ? DOTS / 2 : DOTS, 11 + k));
  const { flows } = painted;
  lanes.forEach((one, k) => {
    const band = bandOf(one);
    paintDots({ pixels, width, height }, one.lane, one.ribbon, flows[k] as Flow, seconds, {
      theme,
      ratio,
      edges: band?.edges ?? [],
      radius: isSmall ? 2.1 : 2.6,
      followed: band !== null,
    });
  });
  context.putImageData(image, 0, 0);
}
