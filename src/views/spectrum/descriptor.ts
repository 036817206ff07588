import { selectedStep } from '../../store/viewRequests';
import type { ViewDescriptor } from '../common/descriptor';

export const spectrumView = {
  component: 'SpectrumView',
  load: () => import('./SpectrumView'),
  icon: 'M3.5 12a8.5 8.5 0 1 0 17 0 8.5 8.5 0 1 0-17 0M3.5 12h17M12 3.5v17M8 8.5h.1M15.5 8h.1M15 15h.1M9 16h.1',
  requests: ({ plane }, { crosshair }, steps) => {
    if (plane === 'step') return [{ kind: 'jacobian', step: selectedStep(crosshair, steps) }];
    return plane === 'matrices' ? [{ kind: 'growth' }] : [];
  },
} satisfies ViewDescriptor<'SpectrumView'>;
