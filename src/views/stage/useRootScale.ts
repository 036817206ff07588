/** The page's root type against the 16 pixels that it has elsewhere. */
import { useLayoutEffect, useState } from 'react';

export function useRootScale(): number {
  const [scale, setScale] = useState(1);
  useLayoutEffect(() => {
    const measure = (): void =>
      setScale((Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16) / 16);
    measure();
    window.addEventListener('resize', measure);
    return () => window.removeEventListener('resize', measure);
  }, []);
  return scale;
}
