import { lagOfNetwork } from '../../store/viewRequests';
import type { ViewDescriptor } from '../common/descriptor';

export const lagView = {
  component: 'LagView',
  load: () => import('./LagView'),
  icon: 'M5 4v15h15zM5 12h7v7',
  requests: (settings) => [{ kind: 'lag', of: lagOfNetwork(settings) }],
} satisfies ViewDescriptor<'LagView'>;
