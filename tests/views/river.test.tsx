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
