/** The outline of the curve of step norms, which large networks show before the whole of it. */
import { log10Of } from '../math/scaled';
import type { Linearisation } from './linearisation';
import type { SeriesBatch } from './seriesBatches';
import { runStateNorms } from './stepNorms';

/** Multiply-adds that may go into the outline of a curve, some tenths of a picture, and into one norm by N². */
const OUTLINE_WORK = 5e7;
const NORM_WORK = 40;
const FEWEST_OUTLINED = 16;

/** The state's norm at every k-th step, before anything else that takes long: nothing where the whole curve is as quick. */
export function* outlineSeries(linear: Linearisation): Generator<SeriesBatch | void, void> {
  const { steps, size, hasCell } = linear;
  const norms = Math.max(FEWEST_OUTLINED, Math.floor(OUTLINE_WORK / (NORM_WORK * (hasCell ? 4 : 1) * size * size)));
  const every = Math.ceil(steps / norms);
  if (every === 1) return;
  const series = yield* runStateNorms(linear, every);
  const values = Float64Array.from({ length: Math.ceil(steps / every) }, (_, k) => {
    const { mantissa, blockExponent } = series.at(k * every);
    return log10Of(mantissa, blockExponent);
  });
  yield { kind: 'series', name: 'step.state', from: 0, count: values.length, every, values };
}
