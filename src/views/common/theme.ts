/** Light, dark, or as the system has it; the choice is this reader's, so it is kept here and not in the link. */
import { useCallback, useEffect, useState } from 'react';
import type { Theme } from '../../charts/colour';
import { useMedia } from './media';

export type ThemeChoice = 'system' | Theme;

const KEY = 'gradient-carousel.theme';

export function useThemeChoice(): { theme: Theme; choice: ThemeChoice; next: () => void } {
  const [choice, setChoice] = useState<ThemeChoice>(() => {
    const kept = recall(KEY);
    return kept === 'light' || kept === 'dark' ? kept : 'system';
  });
  const systemDark = useMedia('(prefers-color-scheme: dark)');
  const theme = choice === 'system' ? (systemDark ? 'dark' : 'light') : choice;
  useEffect(() => {
    document.documentElement.dataset.theme = theme;
  }, [theme]);
  // Each press is seen: to the other theme, which is the system's or one's own.
  const next = useCallback(() => {
    const other: Theme = theme === 'light' ? 'dark' : 'light';
    const chosen = other === (systemDark ? 'dark' : 'light') ? 'system' : other;
    remember(KEY, chosen);
    setChoice(chosen);
  }, [theme, systemDark]);
  return { theme, choice, next };
}

/** Storage can be closed to a page (private windows); then nothing is remembered, and nothing else is lost. */
export function recall(key: string): string | null {
  try {
    return window.localStorage.getItem(key);
  } catch {
    return null;
  }
}

export function remember(key: string, value: string): void {
  try {
    window.localStorage.setItem(key, value);
  } catch {
    // Not remembered.
  }
}
