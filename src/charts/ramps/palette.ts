/** All colours of the picture start here: the page, its ink and lines, one hue for each path, and fire. The styles (base.css) have the same. */
import type { Cuttable } from '../../settings/edges';
import type { Theme } from '../colour';

export interface Palette {
  readonly page: string;
  readonly ink: string;
  /** Words that are not to be read first. */
  readonly soft: string;
  readonly line: string;
  /** Banks of the river, hatches of exact zeros. */
  readonly bank: string;
  /** All paths together, and the plain RNN. */
  readonly neutral: string;
  readonly hues: Readonly<Record<'cec' | 'R_z' | 'R_i' | 'R_f' | 'R_o', string>>;
  /** log10 and colour, from 10⁰ up; the first is also the colour of words about what burns. */
  readonly hot: readonly (readonly [number, string])[];
  /** CIE L* at 10⁰, of every ramp below and of the hot one. */
  readonly top: number;
}

/**
 * Hues were searched for in OKLab: at least 0.07 apart under normal vision and Machado's protanopia, deuteranopia and tritanopia, at least
 * 0.05 from every colour of the hot ramp, and at a contrast of at least 4.5 : 1 with the page. Olive for `R_o` cannot have that, green can.
 */
export const PALETTES: Readonly<Record<Theme, Palette>> = {
  light: {
    page: '#fbfaf7',
    ink: '#17181b',
    soft: '#5d6068',
    line: '#e4e2dc',
    bank: '#b9b7b0',
    neutral: '#636c7a',
    hues: { cec: '#2563eb', R_z: '#005a66', R_i: '#bd3ba6', R_f: '#5e149b', R_o: '#247844' },
    hot: [
      [0, '#cd410a'],
      [1.5, '#bb220d'],
      [4, '#8a0f22'],
      [6, '#570a26'],
    ],
    top: 48,
  },
  dark: {
    page: '#0e1014',
    ink: '#eef0f3',
    soft: '#9ea3ad',
    line: '#23262d',
    bank: '#474b55',
    neutral: '#9aa3b2',
    hues: { cec: '#5b8dff', R_z: '#3be9c7', R_i: '#dc45b6', R_f: '#cdbcff', R_o: '#35c76f' },
    hot: [
      [0, '#ff7a2b'],
      [2, '#ffa01a'],
      [4, '#ffc928'],
      [5.3, '#ffe450'],
      [6, '#ffef85'],
    ],
    top: 66,
  },
};

/** A ramp's colour: a path's hue, or the neutral one. */
export type RampName = keyof Palette['hues'] | 'neutral';

/** A path's ramp: a peephole has its gate's, and the GRU's matrices those of their neighbours in the LSTM. */
export function rampOf(path: Cuttable): RampName {
  switch (path) {
    case 'p_i':
    case 'R_r':
      return 'R_i';
    case 'p_f':
    case 'R_u':
      return 'R_f';
    case 'p_o':
      return 'R_o';
    case 'R_n':
      return 'R_z';
    case 'W_h':
      return 'neutral';
    default:
      return path;
  }
}

/** CSS colour of a ramp's hue at its strongest: labels, layers, dots. */
export function hueOf(theme: Theme, name: RampName): string {
  const { neutral, hues } = PALETTES[theme];
  return name === 'neutral' ? neutral : hues[name];
}

/** The hue that a path has in labels, curves and layers. */
export function pathColour(theme: Theme, path: Cuttable): string {
  return hueOf(theme, rampOf(path));
}
