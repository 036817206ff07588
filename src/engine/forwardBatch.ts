/** The first batch of a run: what kind of run it is, and what there is to know before the sweep. */
import type { Settings } from '../settings/settings';
import { atRestMultiplier, atRestMultipliers, atRestOf } from './atRest';
import type { ForwardBatch } from './batches';
import { MEASURED } from './inputs';
import { edgeNames } from './linearisation';
import type { MessageStage } from './messageStage';
import type { Setup } from './setup';

export const listed = (spectra: Setup['spectra']): ForwardBatch['spectra'] =>
  [...spectra].map(([edge, spectrum]) => ({ edge, ...spectrum }));

export function forwardBatch(
  settings: Settings,
  setup: Setup,
  stage: MessageStage,
  news: Pick<ForwardBatch, 'newNetwork' | 'newLoss' | 'hasLedger' | 'truncation' | 'loss'>,
): ForwardBatch {
  const { linear } = stage.sweep;
  return {
    kind: 'forward',
    ...news,
    steps: linear.steps,
    size: linear.size,
    edges: edgeNames(linear),
    rows: stage.rows,
    spectra: listed(setup.spectra),
    rest: atRestOf(settings),
    multipliers: atRestMultipliers(settings, setup.spectra),
    atRest: atRestMultiplier(settings, setup.spectra),
    measured: settings.input === 'co2' ? MEASURED : null,
  };
}
