/** The settings of networks and data that come from a person's own files. */
import type { Settings } from './settings';
import { flag, number, type SpecFor } from './spec';

type FileKey =
  | 'file'
  | 'fileName'
  | 'layer'
  | 'addedBias'
  | 'matrixScale'
  | 'head'
  | 'target'
  | 'data'
  | 'dataName'
  | 'sequence'
  | 'standardise';

const text = (urlKey: string, label: string, help: string, maxLength: number) =>
  ({ kind: 'text', urlKey, label, help, default: '', maxLength }) as const;

export const FILE_SPECS: { readonly [K in FileKey]: SpecFor<Settings[K]> } = {
  file: text(
    'file',
    'Network’s file',
    'What the file’s bytes hash to; empty where the network is drawn from the settings.',
    16,
  ),
  fileName: text('filename', 'Network’s file name', 'The name of the file that the network comes from.', 200),
  layer: text('layer', 'Layer', 'The recurrent layer, in one direction, that the page shows.', 200),
  addedBias: number(
    'dbf',
    'Added to the forget-gate bias',
    [-10, 10, 0.05],
    0,
    'What if: added to every unit’s trained bias. 0 is as trained.',
  ),
  matrixScale: number(
    'factor',
    'Recurrent matrices times',
    [0, 16, 0.01],
    1,
    'What if: every recurrent matrix of the file is multiplied by this. 1 is as trained.',
    { track: 'aroundOne' },
  ),
  head: text('head', 'Head', 'The linear layer that the loss is taken behind.', 200),
  target: text(
    'target',
    'Target',
    'What the network should have said: numbers for the squared error, a class for the cross-entropy, of which 0 is the first.',
    400,
  ),
  data: text(
    'data',
    'Data’s file',
    'What the data’s bytes hash to; empty where the input is made from the settings.',
    16,
  ),
  dataName: text('dataname', 'Data’s file name', 'The name of the file that the input comes from.', 200),
  sequence: number('seq', 'Sequence', [1, 1000000, 1], 1, 'Which sequence of the batch is read.', { integer: true }),
  standardise: flag(
    'std',
    'Standardise',
    false,
    'Each input less its mean and over its standard deviation, both over the whole batch.',
  ),
};

/** Whether the network comes from a file. */
export const isFromFile = ({ file }: Pick<Settings, 'file'>): boolean => file !== '';

/** Whether the loss is taken behind the file's linear head. */
export const isBehindHead = ({ loss }: Pick<Settings, 'loss'>): boolean => loss === 'squared' || loss === 'entropy';

/** Where the loss of a layer is: at its last output or every one, behind a head, or in what comes from above, at whatever steps. */
export type LossKind = 'last' | 'every' | 'head' | 'above';
