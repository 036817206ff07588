/** What the function that bends the LSTM's block input and cell is called (spec, section 6). */
import type { Nonlinearities } from './cell';

/** In TeX as it is applied, upright for its slope, and in words. */
export function nonlinearity({ cellActivation }: Nonlinearities): {
  readonly bend: string;
  readonly upright: string;
  readonly word: string;
} {
  return cellActivation === 'relu'
    ? { bend: '\\operatorname{ReLU}', upright: '\\mathrm{ReLU}', word: 'ReLU' }
    : { bend: '\\tanh', upright: '\\mathrm{tanh}', word: 'tanh' };
}
