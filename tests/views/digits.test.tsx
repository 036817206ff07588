/** No number shows more digits than hold: a chaotic network on the page, before its second run is there and after. */
import { screen, within } from '@testing-library/react';
import { expect, it } from 'vitest';
import type { Settings } from '../../src/settings/settings';
import { heldWords } from '../../src/views/common/held';
import { MatrixFacts } from '../../src/views/common/MatrixFacts';
import { Sentence } from '../../src/views/lab/Sentence';
import { HeatmapRow } from '../../src/views/picture/HeatmapRow';
import { Legend } from '../../src/views/picture/Legend';
import { checkedResultOf, onScreen, resultOf, SMALL } from '../store/results';
import { show } from './page';

const CHAOTIC: Settings = { ...SMALL, depth: 'lab', cell: 'rnn', hiddenSize: 16, steps: 200, spectralRadius: 8 };
const ENDS = { low: -12, high: 6 };
const PAGE = (
  <>
    <Sentence />
    <HeatmapRow row="y" ends={ENDS} showTicks />
    <Legend />
    <MatrixFacts />
  </>
);
const norm = (): string => document.querySelector('.row-norm')?.textContent ?? '';

it('shows three digits until the second run is there', () => {
  show(PAGE, CHAOTIC, { shown: onScreen(resultOf(CHAOTIC)) });
  expect(norm()).toMatch(/^‖δhᵗ‖₂ \d\.\d\d·10/);
  expect(document.querySelector('.sentence .main')?.textContent).not.toMatch(/ to 10/);
});

it('shows a range where none holds, says why, and marks the steps', () => {
  show(PAGE, CHAOTIC, { shown: onScreen(checkedResultOf(CHAOTIC)) });
  expect(norm()).toMatch(/^‖δhᵗ‖₂ 10\S+ to 10\S+ at step 1/);
  expect(document.querySelector('.sentence .main')?.textContent).toMatch(/it is 10\S+ to 10\S+ times the loss’s/);
  expect(document.querySelector('.sentence .more')?.textContent).toMatch(/A chaotic forward pass magnifies rounding/);
  expect(document.querySelectorAll('.not-held path')).toHaveLength(1);
  expect(screen.getByRole('region', { name: 'Colour scale' })).toHaveTextContent(
    'Dotted: steps at which no digit holds.',
  );
  // What does not depend on the trajectory holds.
  expect(within(screen.getByRole('region', { name: 'Recurrent matrices' })).getAllByRole('cell')[1]).toHaveTextContent(
    '8',
  );
});

it('marks nothing where every digit holds', () => {
  show(PAGE, { ...SMALL, depth: 'lab' }, { shown: onScreen(checkedResultOf(SMALL)) });
  expect(document.querySelector('.not-held')).toBeNull();
  expect(screen.getByRole('region', { name: 'Colour scale' })).not.toHaveTextContent('no digit holds');
  expect(norm()).not.toContain(' to ');
});

it('names no step beyond the last where none holds at the end either', () => {
  expect(heldWords(99, 100)).toBe('no digit holds before step 100');
  expect(heldWords(100, 100)).toBe('no digit holds at any step');
});
