/** All claims, in the order of the gallery: the plain RNN, what is meant to save it, the LSTM’s memory, its explosion, the GRU, practice. */
import type { Settings } from '../../settings/settings';
import { CAROUSEL } from './carousel';
import { type Claim, settingsOf } from './claim';
import { CURES } from './cures';
import { EXPLOSIONS } from './explosions';
import { GRUS } from './gru';
import { MEMORIES } from './memories';
import { PEEPHOLES } from './peepholes';
import { PRACTICE } from './practice';
import { RANDOM_MATRICES } from './randomMatrices';
import { RECURRENT } from './recurrent';
import { SPECTRA } from './spectra';

export const CLAIMS: readonly Claim[] = [
  ...RECURRENT,
  ...SPECTRA,
  ...RANDOM_MATRICES,
  ...CURES,
  ...CAROUSEL,
  ...MEMORIES,
  ...EXPLOSIONS,
  ...PEEPHOLES,
  ...GRUS,
  ...PRACTICE,
];

export type { Claim } from './claim';
export { drawWords } from './draws';
export { evaluate, type Verdict } from './evaluate';

/** The page on which a claim is opened: its settings, its view, its name in the link. */
export function claimPage(claim: Claim): Settings {
  return { ...settingsOf(claim), view: 'claims', claim: claim.id };
}
