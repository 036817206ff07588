/** The river's pixels, and the dots that flow in it while the gradient is played back, or first seen. */
import { Suspense, useCallback, useContext, useRef } from 'react';
import { paintRiver } from '../../charts/river/river';
import { type AppState, numbersOf } from '../../store/store';
import { Canvas } from '../common/Canvas';
import { PaneContext, useAppStore, useTheme } from '../common/context';
import { type PaintedRiver, riverOf, type SizedRoom, scaled } from './model';
import { RiverFlow } from './parts';

interface Props {
  readonly room: SizedRoom;
  readonly label: string;
  /** Whether dots flow. */
  readonly flows: boolean;
}

export function RiverCanvas({ room, label, flows }: Props) {
  const store = useAppStore();
  const pane = useContext(PaneContext);
  const theme = useTheme();
  const painted = useRef<PaintedRiver | null>(null);
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

  return (
    <>
      <Canvas className="heatmap" opaque draw={draw} subscribe={subscribe} label={label} />
      {flows && (
        <Suspense>
          <RiverFlow painted={painted} theme={theme} />
        </Suspense>
      )}
    </>
  );
}
