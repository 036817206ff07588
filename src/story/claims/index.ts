/** All claims, in the order of the gallery: the plain RNN, what is meant to save it, the LSTM’s memory, its explosion, practice. */
import type { Settings } from '../../settings/settings';
import { type Claim, settingsOf } from './claim';
import { CURES } from './cures';
import { EXPLOSIONS } from './explosions';
import { MEMORIES } from './memories';
import { PRACTICE } from './practice';
import { RECURRENT } from './recurrent';

export const CLAIMS: readonly Claim[] = [...RECURRENT, ...CURES, ...MEMORIES, ...EXPLOSIONS, ...PRACTICE];

export type { Claim } from './claim';
export { evaluate, type Verdict } from './evaluate';

/** The page on which a claim is opened: its settings, its view, its name in the link. */
export function claimPage(claim: Claim): Settings {
  return { ...settingsOf(claim), view: 'claims', claim: claim.id };
}
