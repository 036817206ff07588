import type { ViewDescriptor } from '../common/descriptor';

export const cellView = {
  component: 'CellView',
  load: () => import('./CellView'),
  icon: 'M4 6a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M15 6a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M9.5 18a2.5 2.5 0 1 0 5 0 2.5 2.5 0 1 0-5 0M9 6h6M7.7 8.1l3.1 7.6M16.3 8.1l-3.1 7.6',
  showsStep: true,
} satisfies ViewDescriptor<'CellView'>;
