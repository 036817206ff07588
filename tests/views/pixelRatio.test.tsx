/** The ratio of device pixels, as it changes from screen to screen. */
import { act, render, screen } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { usePixelRatio } from '../../src/views/common/usePixelRatio';

afterEach(() => vi.unstubAllGlobals());

const Ratio = () => <output>{usePixelRatio()}</output>;

it('follows every change, each by the query of the ratio before', () => {
  const listeners = new Map<string, Set<() => void>>();
  vi.stubGlobal('matchMedia', (query: string) => ({
    matches: false,
    addEventListener: (_: string, listener: () => void) =>
      listeners.set(query, (listeners.get(query) ?? new Set()).add(listener)),
    removeEventListener: (_: string, listener: () => void) => listeners.get(query)?.delete(listener),
  }));
  const moveTo = (ratio: number): void => {
    const before = window.devicePixelRatio;
    vi.stubGlobal('devicePixelRatio', ratio);
    act(() => {
      for (const listener of [...(listeners.get(`(resolution: ${before}dppx)`) ?? [])]) listener();
    });
  };
  vi.stubGlobal('devicePixelRatio', 1);
  const { unmount } = render(<Ratio />);
  for (const ratio of [2, 1.25, 1]) {
    moveTo(ratio);
    expect(screen.getByRole('status')).toHaveTextContent(String(ratio));
  }
  unmount();
  expect([...listeners.values()].every((set) => set.size === 0)).toBe(true);
});

it('is 1 where a browser supports neither', () => {
  vi.stubGlobal('matchMedia', undefined);
  vi.stubGlobal('devicePixelRatio', undefined);
  render(<Ratio />);
  expect(screen.getByRole('status')).toHaveTextContent('1');
});
