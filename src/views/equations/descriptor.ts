import { CELLS } from '../../settings/cells';
import type { ViewDescriptor } from '../common/descriptor';

export const equationsView = {
  component: 'EquationsView',
  load: () => import('./EquationsView'),
  icon: 'M5 9h14M5 15h14',
  // The one curve of theirs that no chart has: from cell to cell, but for the carousel.
  requests: ({ cell }) => (CELLS[cell].state.length > 1 ? [{ kind: 'offCarousel' }] : []),
  showsStep: true,
} satisfies ViewDescriptor<'EquationsView'>;
