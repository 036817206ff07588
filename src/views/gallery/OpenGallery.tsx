/** The gallery that the settings name, over the page. When it is closed, the view that it took the place of is open again. */
import { Suspense, useEffect, useRef } from 'react';
import { openGallery } from '../../settings/depth';
import type { Settings } from '../../settings/settings';
import { choose } from '../../store/store';
import { useAppStore, useChoices } from '../common/context';
import { ViewBoundary } from '../common/ViewBoundary';
import { Gallery } from './begin';

export function OpenGallery() {
  const store = useAppStore();
  const chosen = useChoices('view', 'claim');
  const which = openGallery(chosen);
  const before = useRef<Pick<Settings, 'view' | 'claim'>>({ view: 'none', claim: '' });
  useEffect(() => {
    if (which === null) before.current = chosen;
  });
  if (which === null) return null;
  return (
    <ViewBoundary what="The gallery">
      <Suspense>
        <Gallery which={which} onClose={() => choose(store, before.current)} />
      </Suspense>
    </ViewBoundary>
  );
}
