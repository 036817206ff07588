/** The dialog from which figure, numbers and snippet are taken away. */
import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { DEFAULTS } from '../../src/settings/specs';
import { ExportButton } from '../../src/views/frame/ExportButton';
import { onScreen, resultOf } from '../store/results';
import { show } from './page';

const saved: { name: string; blob: Blob }[] = [];

/** jsdom has no modal dialogs, and downloads nothing. */
beforeEach(() => {
  saved.length = 0;
  HTMLDialogElement.prototype.showModal = function showModal() {
    this.open = true;
  };
  let last = new Blob();
  URL.createObjectURL = (blob) => {
    last = blob as Blob;
    return 'blob:figure';
  };
  URL.revokeObjectURL = () => {};
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(this: HTMLAnchorElement) {
    saved.push({ name: this.download, blob: last });
  });
});
afterEach(() => vi.restoreAllMocks());

const run = resultOf({ ...DEFAULTS, hiddenSize: 6, steps: 14 });

async function opened(patch = {}) {
  const shown = show(<ExportButton />, { hiddenSize: 6, steps: 14, ...patch }, { shown: onScreen(run) });
  fireEvent.click(screen.getByRole('button', { name: 'Export' }));
  return { ...shown, dialog: await screen.findByRole('dialog', { name: 'Take away' }) };
}

it('shows the figure, and saves it under a name that says what it is', async () => {
  const { dialog } = await opened();
  expect(within(dialog).getByRole('img', { name: /figure/ })).toHaveAttribute('src', expect.stringContaining('183mm'));
  fireEvent.click(within(dialog).getByRole('radio', { name: /89 mm/ }));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save SVG' }));
  await waitFor(() => expect(saved.map(({ name }) => name)).toEqual(['gradient-carousel-lstm-bf3-r1-N6-T14.svg']));
  expect(await saved[0]?.blob.text()).toMatch(/^<svg [^>]*width="89mm"/);
  expect(within(dialog).getByText(/bf3-r1-N6-T14\.svg was handed to your browser/)).toBeInTheDocument();
});

it('saves the curves, and the cells only when they are asked for', async () => {
  const { dialog } = await opened();
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save CSV' }));
  await waitFor(() => expect(saved).toHaveLength(1));
  fireEvent.click(within(dialog).getByRole('checkbox', { name: /every cell/ }));
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save CSV' }));
  await waitFor(() =>
    expect(saved.map(({ name }) => name.replace(/.*T14/, ''))).toEqual(['.csv', '.csv', '-cells.csv']),
  );
  fireEvent.click(within(dialog).getByRole('button', { name: 'Save JSON' }));
  await waitFor(() => expect(saved).toHaveLength(4));
  const { series, missing } = JSON.parse((await saved[3]?.blob.text()) ?? '');
  expect(series.g).toHaveLength(14);
  // No second run was made here.
  expect(missing).toEqual(['digits that hold']);
});

it('copies snippet and link, and says so; a closed clipboard is told, with the text selected', async () => {
  const { dialog } = await opened();
  const user = userEvent.setup();
  await user.click(within(dialog).getByRole('button', { name: 'Copy snippet' }));
  expect(await within(dialog).findByText('The snippet is copied.')).toBeInTheDocument();
  const copied = await navigator.clipboard.readText();
  const frame = new DOMParser().parseFromString(copied, 'text/html').querySelector('iframe');
  expect(frame?.title).toContain('LSTM, N = 6');
  expect(frame?.src).toMatch(/#v=3&N=6&T=14$/);
  vi.spyOn(navigator.clipboard, 'writeText').mockRejectedValue(new Error('closed'));
  await user.click(within(dialog).getByRole('button', { name: 'Copy link' }));
  expect(await within(dialog).findByText(/the link is selected/)).toBeInTheDocument();
  const field = within(dialog).getByRole('textbox', { name: 'Link' }) as HTMLTextAreaElement;
  expect(field.selectionEnd - field.selectionStart).toBe(field.value.length);
});

it('does not give a scene’s answer away, and says why', async () => {
  const { dialog, store } = await opened({ scene: 'lstm-remembers', guess: 0 });
  expect(dialog).toHaveTextContent('Answer the scene’s question first');
  expect(within(dialog).queryByRole('button', { name: /Save/ })).toBeNull();
  act(() => store.setState(({ panes }) => ({ panes: [{ ...panes[0], guess: 1 }] })));
  expect(within(dialog).getByRole('button', { name: 'Save SVG' })).toBeInTheDocument();
});

it('says before saving what is still being computed', async () => {
  run.done.delete('paths');
  const { dialog } = await opened();
  expect(dialog).toHaveTextContent('Still being computed: path norms');
  run.done.add('paths');
});
