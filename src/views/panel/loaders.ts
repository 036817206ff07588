/** Each view is loaded when it is first opened, or before, when nothing else is to be done. */
import type { View } from '../../settings/depth';
import { type Deferred, deferred } from '../common/deferred';
import { ClaimsView } from '../gallery/begin';

export const VIEWS: Readonly<Record<View, Deferred<object>>> = {
  cell: deferred('CellView', () => import('../cell/CellView')),
  spectrum: deferred('SpectrumView', () => import('../spectrum/SpectrumView')),
  equations: deferred('EquationsView', () => import('../equations/EquationsView')),
  lag: deferred('LagView', () => import('../lag/LagView')),
  weights: deferred('WeightsView', () => import('../weights/WeightsView')),
  gates: deferred('GatesView', () => import('../gates/GatesView')),
  claims: ClaimsView,
  reading: deferred('ReadingView', () => import('../reading/ReadingView')),
};
