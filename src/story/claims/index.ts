/** All claims, in the order of the gallery: the plain RNN, what is meant to save it, the LSTM’s memory, its explosion, practice. */
import type { Claim } from './claim';
import { CURES } from './cures';
import { EXPLOSIONS } from './explosions';
import { MEMORIES } from './memories';
import { PRACTICE } from './practice';
import { RECURRENT } from './recurrent';

export const CLAIMS: readonly Claim[] = [...RECURRENT, ...CURES, ...MEMORIES, ...EXPLOSIONS, ...PRACTICE];
