import type { ViewDescriptor } from '../common/descriptor';

export const gatesView = {
  component: 'GatesView',
  load: () => import('./GatesView'),
  icon: 'M3 17c5 0 5-10 9-10s4 10 9 10',
  requests: () => [{ kind: 'gates' }],
} satisfies ViewDescriptor<'GatesView'>;
