import type { ViewDescriptor } from '../common/descriptor';

export const weightsView = {
  component: 'WeightsView',
  load: () => import('./WeightsView'),
  icon: 'M4 4h16v16H4zM4 9.3h16M4 14.7h16M9.3 4v16M14.7 4v16',
  requests: () => [{ kind: 'weights' }],
} satisfies ViewDescriptor<'WeightsView'>;
