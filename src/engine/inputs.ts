/** Input sequences from settings: [steps × M], row-major, every number times the strength. */
import { sinTurns } from '../math/elementary';
import { getOrCreate } from '../math/getOrCreate';
import { RandomStream } from '../math/random';
import { charactersOf } from '../settings/characters';
import type { SettingKey, Settings } from '../settings/settings';
import { hundredths, source, unit, url } from './measured/co2.json';

/** All that the inputs are made from, beside the number of steps. */
export const INPUT_KEYS = [
  'input',
  'inputSize',
  'inputStrength',
  'seed',
  'impulseStep',
  'sinePeriod',
  'text',
  'characters',
  'data',
  'sequence',
  'standardise',
] as const satisfies readonly SettingKey[];

export function inputsOf(settings: Pick<Settings, (typeof INPUT_KEYS)[number]>, steps: number): Float64Array {
  const { inputSize: m, inputStrength, seed } = settings;
  const inputs = new Float64Array(steps * m);
  switch (settings.input) {
    case 'none':
    case 'data': // loaded/inputs.ts
      break;
    case 'noise':
      inputs.set(new RandomStream(seed, 'x').normals(steps * m, 1));
      break;
    case 'impulse': {
      // One random vector of norm √M, as strong as a step of white noise.
      const at = Math.min(settings.impulseStep, steps) - 1;
      inputs.set(new RandomStream(seed, 'impulse').normals(m, 1), at * m);
      break;
    }
    case 'sine':
      // Each input unit sees the same wave, a part of a turn later; √2 gives it the variance of white noise.
      for (let step = 0; step < steps; step++) {
        for (let j = 0; j < m; j++) inputs[step * m + j] = sinTurns(step / settings.sinePeriod + j / m) * Math.SQRT2;
      }
      break;
    case 'text': {
      const vectors = new Map<string, Float64Array>();
      charactersOf(settings.text, settings.characters).forEach((character, step) => {
        const vector = getOrCreate(vectors, character, () => new RandomStream(seed, `char ${character}`).normals(m, 1));
        inputs.set(vector, step * m);
      });
      break;
    }
    case 'co2':
      fillMeasured(inputs, steps, m);
      break;
  }
  if (inputStrength !== 1) for (let k = 0; k < inputs.length; k++) inputs[k] = inputs[k] * inputStrength;
  return inputs;
}

/**
 * The last `steps` months, brought to mean 0 and variance 1 over those steps, so that they drive the network as strongly as
 * white noise does. Input unit j sees them j months late: a delay line, the usual way to feed one series to several inputs.
 */
function fillMeasured(inputs: Float64Array, steps: number, m: number): void {
  const values = measuredValues();
  const first = values.length - steps;
  const shown = values.slice(first);
  const mean = shown.reduce((sum, value) => sum + value, 0) / steps;
  const deviation = Math.sqrt(shown.reduce((sum, value) => sum + (value - mean) * (value - mean), 0) / steps);
  for (let step = 0; step < steps; step++) {
    for (let j = 0; j < m; j++) {
      const value = values[Math.max(0, first + step - j)];
      inputs[step * m + j] = (value - mean) / deviation;
    }
  }
}

/**
 * In ppm. The file holds hundredths: from the second month on the change from the month before, and from then a year on how that differs
 * from the change a year before. The worker carries it, and has not much room.
 */
function measuredValues(): number[] {
  const changes: number[] = [];
  let value = 0;
  return hundredths.map((entry, month) => {
    const change = entry + (month > YEAR ? changes[month - YEAR] : 0);
    changes.push(change);
    value += change;
    return value / 100;
  });
}

const YEAR = 12;

export interface MeasuredSeries {
  readonly source: string;
  readonly url: string;
  readonly unit: string;
  readonly length: number;
}

/** Where the measured series comes from, for the page to say. */
export const MEASURED: MeasuredSeries = { source, url, unit, length: hundredths.length };
