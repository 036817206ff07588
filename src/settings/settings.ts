/** Every setting of one pane, flat, so that the link, the store and the worker speak of the same keys. */
import { CELLS, type Cell, type Cuttable, type ParameterName } from './cells';
import type { View } from './views';

export interface Settings {
  readonly cell: Cell;
  readonly activation: 'tanh' | 'sigmoid' | 'relu' | 'identity';
  /** Of the LSTM's block input and cell output. */
  readonly cellActivation: 'tanh' | 'relu';
  readonly peepholes: boolean;
  readonly forgetGate: boolean;
  readonly hiddenSize: number;
  readonly inputSize: number;
  readonly steps: number;
  readonly seed: number;

  readonly weights: 'gaussian' | 'orthogonal' | 'identity' | 'jordan' | 'glorot' | 'pytorch';
  readonly radii: 'together' | 'each' | 'drawn';
  readonly scaledBy: 'radius' | 'norm';
  readonly spectralRadius: number;
  readonly radiusZ: number;
  readonly radiusI: number;
  readonly radiusF: number;
  readonly radiusO: number;
  readonly radiusU: number;
  readonly radiusR: number;
  readonly radiusN: number;
  readonly forgetBias: number;
  readonly blockBias: number;
  readonly inputBias: number;
  readonly outputBias: number;
  readonly resetBias: number;
  readonly chrono: boolean;
  readonly initialState: 'zero' | 'random';

  /** What the bytes of the network's file hash to; '' where the network is drawn from the settings. */
  readonly file: string;
  readonly fileName: string;
  readonly layer: string;
  readonly addedBias: number;
  readonly matrixScale: number;
  readonly head: string;
  readonly target: string;

  readonly input: 'none' | 'noise' | 'impulse' | 'sine' | 'text' | 'co2' | 'data';
  readonly data: string;
  readonly dataName: string;
  readonly sequence: number;
  readonly standardise: boolean;
  readonly inputStrength: number;
  readonly impulseStep: number;
  readonly sinePeriod: number;
  readonly text: string;
  readonly characters: 'graphemes' | 'codePoints';

  readonly loss: 'last' | 'every' | 'squared' | 'entropy';
  readonly lossDirection: 'random' | 'ones' | 'unit';
  readonly lossUnit: number;

  readonly truncation: 'none' | 'window' | 'sliding';
  readonly truncationSteps: number;
  readonly cuts: readonly Cuttable[];

  readonly depth: 'explore' | 'lab' | 'stage';
  readonly pathRows: 'alone' | 'arriving';
  readonly wholeRow: 'c' | 'y';
  readonly inputRow: boolean;
  readonly chart: 'steps' | 'cumulative' | 'crossings';
  readonly curves: 'main' | 'paths' | 'without' | 'withoutMatrix';
  readonly scale: 'fixed' | 'fit';
  readonly view: 'none' | View | 'scenes';
  readonly fill: 'none' | 'view' | 'picture';
  readonly plane: 'matrices' | 'rest' | 'step';
  readonly notation: 'greff' | 'pytorch' | 'lipton' | 'article';
  readonly lagOf: LagOf;
  readonly maxNorm: number;
  readonly speed: '2' | '5' | '10' | '30';
  readonly tour: number;
  readonly claim: string;
  readonly scene: string;
  readonly guess: number;
}

/** What the lag map measures: the state's gradient, or one parameter's, of any cell. */
export type LagOf = 'state' | ParameterName;
export const LAG_OF: readonly LagOf[] = ['state', ...Object.values(CELLS).flatMap(({ parameters }) => parameters)];

export type SettingKey = keyof Settings;
