/** A heatmap's row is drawn anew for what it shows, and for nothing else. */
import { act } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import { change, toggleCut } from '../../src/store/store';
import { Heatmaps } from '../../src/views/picture/Heatmaps';
import { show } from './page';

const drawn = vi.hoisted(() => vi.fn());
vi.mock('../../src/views/common/Canvas', () => ({
  // It is not a memo: it renders with its row.
  Canvas: ({ label }: { readonly label: string }) => {
    drawn(label);
    return null;
  },
}));

afterEach(() => drawn.mockClear());

it('sleeps while a pointer moves over it, an edge is pointed at elsewhere, or a slider is dragged', () => {
  const { store } = show(<Heatmaps />);
  drawn.mockClear();
  act(() => store.setState({ crosshair: { step: 3, unit: 2 } }));
  act(() => store.setState({ crosshair: { step: 4, unit: 2 } }));
  act(() => store.setState({ playing: true }));
  act(() => change(store, { forgetBias: 1 }));
  act(() => change(store, { spectralRadius: 2, steps: 50 }));
  expect(drawn).not.toHaveBeenCalled();
});

it('wakes for its own cut, and alone', () => {
  const { store } = show(<Heatmaps />);
  drawn.mockClear();
  act(() => toggleCut(store, 'R_z'));
  expect(drawn).toHaveBeenCalledTimes(1);
});
