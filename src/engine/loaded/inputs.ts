/** One sequence that a network reads: from a person's own data, or made from the settings. */
import type { Settings } from '../../settings/settings';
import { inputsOf } from '../inputs';
import type { LoadedData, LoadedFiles } from './files';

/** [steps × size]; zeros where the data is not here, has another number of inputs, or ends before. */
export function sequenceOf(settings: Settings, steps: number, size: number, files: LoadedFiles): Float64Array {
  if (settings.input !== 'data') return inputsOf({ ...settings, inputSize: size }, steps);
  const data = files.dataOf(settings);
  const inputs = new Float64Array(steps * size);
  if (data === null || data.shape[2] !== size) return inputs;
  const [count, longest] = data.shape;
  const index = Math.min(settings.sequence, count) - 1;
  const own = Math.min(steps, data.lengths[index] as number);
  inputs.set(data.values.subarray(index * longest * size, (index * longest + own) * size));
  if (settings.standardise) standardise(inputs, own, data);
  if (settings.inputStrength !== 1) for (let k = 0; k < inputs.length; k++) inputs[k] *= settings.inputStrength;
  return inputs;
}

/** Mean and deviation of each input over all steps of all sequences, padding left out; an input that never changes becomes 0. */
function standardise(
  inputs: Float64Array,
  steps: number,
  { shape: [, longest, size], values, lengths }: LoadedData,
): void {
  for (let j = 0; j < size; j++) {
    let count = 0;
    let sum = 0;
    let squares = 0;
    const each = (tell: (value: number) => void): void => {
      for (const [index, length] of lengths.entries())
        for (let step = 0; step < length; step++) tell(values[(index * longest + step) * size + j] as number);
    };
    each((value) => {
      sum += value;
      count++;
    });
    const mean = sum / count;
    each((value) => {
      squares += (value - mean) * (value - mean);
    });
    const deviation = Math.sqrt(squares / count);
    for (let step = 0; step < steps; step++) {
      const at = step * size + j;
      inputs[at] = deviation === 0 ? 0 : ((inputs[at] as number) - mean) / deviation;
    }
  }
}
