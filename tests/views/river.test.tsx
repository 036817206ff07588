/** The river's names, words and notes; its pixels are tested in tests/charts/river. */
import { screen } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Settings } from '../../src/settings/settings';
import { DEFAULTS } from '../../src/settings/specs';
import { River } from '../../src/views/river/River';
import { onScreen, resultOf } from '../store/results';
import { show } from './page';

function shown(patch: Partial<Settings>) {
  return show(<River />, patch, { shown: onScreen(resultOf({ ...DEFAULTS, ...patch })) });
}

it('names both lanes, and says how much of each is left', () => {
  shown({});
  const river = screen.getByRole('region', { name: 'River of gradient' });
  expect(river).toHaveTextContent('plain RNN2.9·10⁻²³ at step 1');
  expect(river).toHaveTextContent('LSTM9.7 % at step 1');
  expect(river).toHaveTextContent('which way it came');
  expect(
    screen.getByRole('img', { name: /9.7 % of the loss’s is there at step 1, 99 steps back/ }),
  ).toBeInTheDocument();
});

it('a plain RNN has one lane and no band', () => {
  shown({ cell: 'rnn' });
  const river = screen.getByRole('region', { name: 'River of gradient' });
  expect(river).not.toHaveTextContent('plain RNN');
  expect(river).not.toHaveTextContent('which way it came');
  expect(river).toHaveTextContent('RNN');
});

it('says why there is no band with a loss at every step', () => {
  shown({ loss: 'every', steps: 20 });
  expect(screen.getByText(/is not counted: with a loss at every step/)).toBeInTheDocument();
});

it('a plain RNN has its factors, step by step, in the place of the band', async () => {
  shown({ cell: 'rnn' });
  const strip = await screen.findByRole('figure', { name: /each step back: .*their product is the river/ });
  expect(strip).toHaveTextContent(/× 0\.\d+ at step 1/);
  // All of them shrink it at the default.
  expect(strip.querySelector('.shrinks path')?.getAttribute('d')).toMatch(/^M/);
  expect(strip.querySelector('.grows path')?.getAttribute('d')).toBe('');
});

it('beside another network there is one lane, and no plain RNN once more', () => {
  const run = onScreen(resultOf(DEFAULTS));
  show(<River />, {}, { panes: [DEFAULTS, { ...DEFAULTS, cell: 'rnn' }], shown: run });
  const river = screen.getByRole('region', { name: 'River of gradient, right pane' });
  expect(river).toHaveTextContent('LSTM9.7 % at step 1');
  expect(river).not.toHaveTextContent('plain RNN');
  expect(river).toHaveTextContent('which way it came');
});

it('at the crosshair each lane has its size, the carousel alone its own, and the band its largest shares', async () => {
  show(<River />, {}, { shown: onScreen(resultOf(DEFAULTS)), crosshair: { step: 61, unit: 0 } });
  expect(await screen.findByText('23 %')).toBeInTheDocument();
  expect(screen.getByText('3.6·10⁻⁹')).toBeInTheDocument();
  expect(screen.getByText('1.8 %')).toBeInTheDocument();
  expect(document.querySelector('.river-tags')).toHaveTextContent('Carousel 91 %');
});

it('a carousel that is cut has no size of its own', async () => {
  show(
    <River />,
    { cuts: ['cec'] },
    { shown: onScreen(resultOf({ ...DEFAULTS, cuts: ['cec'] })), crosshair: { step: 61, unit: 0 } },
  );
  await screen.findByText('3.6·10⁻⁹');
  expect(document.querySelectorAll('.river-tag[style*="color"]')).toHaveLength(0);
});

it('says what a few detours do', async () => {
  shown({});
  expect(await screen.findByText('a few detours lift 0.061 % to 9.7 %')).toBeInTheDocument();
});
