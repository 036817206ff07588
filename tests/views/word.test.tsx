/** A word's card is loaded when it is asked for, and leaves the focus where it was. */
import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, it } from 'vitest';
import { Glossed } from '../../src/views/words/Word';
import { show } from './page';

it('opens by a press, closes by Escape, and the word has the focus again', async () => {
  const user = userEvent.setup();
  show(<Glossed text="How much gradient arrives" />);
  const word = screen.getByRole('button', { name: 'gradient' });
  expect(word.getAttribute('aria-expanded')).toBe('false');
  await user.click(word);
  await screen.findByRole('dialog');
  expect(word.getAttribute('aria-expanded')).toBe('true');
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(word.getAttribute('aria-expanded')).toBe('false');
  expect(document.activeElement).toBe(word);
});

it('closes by a second press, and does not open again at once', async () => {
  const user = userEvent.setup();
  show(<Glossed text="How much gradient arrives" />);
  const word = screen.getByRole('button', { name: 'gradient' });
  await user.click(word);
  await screen.findByRole('dialog');
  await user.click(word);
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(word.getAttribute('aria-expanded')).toBe('false');
});
