/** A slider with its value: dragged, stepped, typed, reset. */
import { fireEvent, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { SPECS } from '../../src/settings/specs';
import { NumberControl } from '../../src/views/controls/NumberControl';
import { show } from './page';

const slider = (): HTMLElement => screen.getByRole('slider');
const field = (): HTMLElement => screen.getByRole('textbox');
const type = async (text: string): Promise<void> => {
  await userEvent.clear(field());
  await userEvent.type(field(), text);
};

describe('the slider', () => {
  it('shows its value in words, and its one sentence of help', () => {
    show(<NumberControl name="sinePeriod" />);
    expect(slider()).toHaveAttribute('aria-valuetext', '20 steps');
    expect(slider()).toHaveAccessibleDescription(SPECS.sinePeriod.help);
    expect(field()).toHaveValue('20');
    expect(field()).toHaveAccessibleName('Period, value');
  });

  it('moves while it is dragged, and is complete once when it is let go', () => {
    const { store, settings } = show(<NumberControl name="forgetBias" />);
    for (const position of [600, 700, 1000]) fireEvent.input(slider(), { target: { value: String(position) } });
    expect(settings().forgetBias).toBe(10);
    expect(store.getState().committed).toBe(0);
    fireEvent.pointerUp(slider());
    expect(store.getState().committed).toBe(1);
  });

  it('is where it was when a scroll takes the pointer, and nothing is complete', () => {
    const { store, settings } = show(<NumberControl name="forgetBias" />);
    fireEvent.pointerDown(slider());
    for (const position of [600, 1000]) fireEvent.input(slider(), { target: { value: String(position) } });
    expect(settings().forgetBias).toBe(10);
    fireEvent.pointerCancel(slider());
    expect(settings().forgetBias).toBe(3);
    expect(store.getState().committed).toBe(0);
    fireEvent.pointerCancel(slider()); // once is enough
    expect(settings().forgetBias).toBe(3);
  });

  it.each([
    ['ArrowRight', 3.05],
    ['ArrowUp', 3.05],
    ['ArrowLeft', 2.95],
    ['ArrowDown', 2.95],
    ['PageUp', 3.5],
    ['PageDown', 2.5],
  ])('%s steps by what the table says', (key, value) => {
    const { store, settings } = show(<NumberControl name="forgetBias" />);
    fireEvent.keyDown(slider(), { key });
    expect(settings().forgetBias).toBe(value);
    expect(store.getState().committed).toBe(0);
    fireEvent.keyUp(slider(), { key });
    expect(store.getState().committed).toBe(1);
  });

  it('goes ten times as far with Shift, never past its end, and leaves other keys alone', () => {
    const { settings } = show(<NumberControl name="forgetBias" />);
    fireEvent.keyDown(slider(), { key: 'ArrowLeft', shiftKey: true });
    expect(settings().forgetBias).toBe(2.5);
    for (let k = 0; k < 40; k++) fireEvent.keyDown(slider(), { key: 'PageUp' });
    expect(settings().forgetBias).toBe(10);
    expect(fireEvent.keyDown(slider(), { key: 'Tab' })).toBe(true);
  });

  it('resets on a double-click', () => {
    const { settings } = show(<NumberControl name="steps" />, { steps: 7 });
    fireEvent.doubleClick(slider());
    expect(settings().steps).toBe(SPECS.steps.default);
  });

  it('says so in sight where it is one of the two large ones', () => {
    const { rerender } = show(<NumberControl name="forgetBias" prominent idle="A plain RNN has no forget gate." />);
    expect(document.querySelector('.idle-reason')).toHaveTextContent('A plain RNN has no forget gate.');
    rerender(<p />);
    show(<NumberControl name="forgetBias" prominent />);
    expect(document.querySelector('.idle-reason')).toBeNull();
  });

  it('says why it is idle, and cannot be moved then', () => {
    show(<NumberControl name="steps" idle="The text sets the number of steps." />);
    expect(slider()).toBeDisabled();
    expect(field()).toBeDisabled();
    expect(slider()).toHaveAccessibleDescription('The text sets the number of steps.');
  });
});

describe('the typed number', () => {
  it.each([
    ['1.25', 1.25],
    ['1,25', 1.25],
    ['−2', -2],
    [' 4 ', 4],
    ['.5', 0.5],
    ['1e0', 1],
    ['1.2345', 1.2345],
  ])('%s is taken', async (text, value) => {
    const { store, settings } = show(<NumberControl name="forgetBias" />);
    await type(`${text}{Enter}`);
    expect(settings().forgetBias).toBe(value);
    expect(store.getState().committed).toBe(1);
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it.each([
    ['banana', '“banana” is not a number'],
    ['12', '12 is outside −6 … 10'],
    ['-6.01', '-6.01 is outside −6 … 10'],
    ['Infinity', '“Infinity” is not a number'],
    ['0x10', '“0x10” is not a number'],
    ['1..2', '“1..2” is not a number'],
    ['1 2', '“1 2” is not a number'],
    ['1,000', '“1,000” has what could be a thousands separator; write it without; 3.00 is kept'],
  ])('%s is not: said in words, and the value before stays', async (text, words) => {
    const { store, settings } = show(<NumberControl name="forgetBias" />);
    await type(`${text}{Enter}`);
    expect(screen.getByRole('alert')).toHaveTextContent(words);
    expect(screen.getByRole('alert')).toHaveTextContent('3.00 is kept');
    expect(field()).toHaveValue('3.00');
    expect(field()).toBeInvalid();
    expect(field()).toHaveAccessibleDescription(expect.stringContaining(words));
    expect(settings().forgetBias).toBe(3);
    expect(store.getState().committed).toBe(0);
    await type('4{Enter}');
    expect(screen.queryByRole('alert')).toBeNull();
    expect(field()).toBeValid();
  });

  it('is a whole number where only those make sense', async () => {
    const { settings } = show(<NumberControl name="hiddenSize" />);
    await type('12.5{Enter}');
    expect(screen.getByRole('alert')).toHaveTextContent('12.5 is not a whole number');
    expect(settings().hiddenSize).toBe(32);
  });

  it('counts when the field is left, and not when Escape is pressed', async () => {
    const { settings } = show(<NumberControl name="forgetBias" />);
    await type('5');
    expect(settings().forgetBias).toBe(3);
    await userEvent.tab();
    expect(settings().forgetBias).toBe(5);
    await type('7{Escape}');
    expect(field()).toHaveValue('5.00');
    await userEvent.tab();
    expect(settings().forgetBias).toBe(5);
  });

  it('steps with the arrow keys, inside its range, as one change while the key is held', () => {
    const { store, settings } = show(<NumberControl name="forgetBias" />, { forgetBias: 9.9 });
    for (let k = 0; k < 5; k++) fireEvent.keyDown(field(), { key: 'ArrowUp' });
    expect(settings().forgetBias).toBe(10);
    expect(store.getState().committed).toBe(0);
    fireEvent.keyUp(field(), { key: 'ArrowUp' });
    expect(store.getState().committed).toBe(1);
    fireEvent.keyDown(field(), { key: 'ArrowDown', shiftKey: true });
    expect(settings().forgetBias).toBe(9.5);
  });

  it('shows what was typed where the arrow keys’ step is coarser', async () => {
    show(<NumberControl name="forgetBias" />);
    await type('1.2345{Enter}');
    expect(field()).toHaveValue('1.2345');
  });
});
