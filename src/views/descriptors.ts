/** What each view beside the heatmaps is and needs, by the id that a link names it with. */
import type { View } from '../settings/views';
import { cellView } from './cell/descriptor';
import { claimsView } from './claims/descriptor';
import type { ViewDescriptor } from './common/descriptor';
import { equationsView } from './equations/descriptor';
import { gatesView } from './gates/descriptor';
import { lagView } from './lag/descriptor';
import { readingView } from './reading/descriptor';
import { spectrumView } from './spectrum/descriptor';
import { weightsView } from './weights/descriptor';

export const VIEWS: Readonly<Record<View, ViewDescriptor>> = {
  cell: cellView,
  spectrum: spectrumView,
  equations: equationsView,
  lag: lagView,
  weights: weightsView,
  gates: gatesView,
  reading: readingView,
  claims: claimsView,
};
