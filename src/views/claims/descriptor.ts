import type { ViewDescriptor } from '../common/descriptor';

export const claimsView = {
  component: 'ClaimsView',
  load: () => import('./ClaimsView'),
  icon: 'M5 4h14v16H5zM8.5 12l2.5 2.5 4.5-5',
  requests: (_, { questions }) => (questions.length > 0 ? [{ kind: 'measure', questions }] : []),
} satisfies ViewDescriptor<'ClaimsView'>;
