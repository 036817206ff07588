import type { ViewDescriptor } from '../common/descriptor';

export const readingView = {
  component: 'ReadingView',
  load: () => import('./ReadingView'),
  icon: 'M12 3v18M3 12h18M8 12a4 4 0 1 0 8 0 4 4 0 1 0-8 0',
} satisfies ViewDescriptor<'ReadingView'>;
