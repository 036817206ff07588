/** Selects, buttons, boxes, the text, and the panel that shows those that matter now. */
import { fireEvent, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { describe, expect, it } from 'vitest';
import { SPECS } from '../../src/settings/specs';
import { ChoiceControl, Segmented } from '../../src/views/controls/ChoiceControl';
import { ControlPanel } from '../../src/views/controls/ControlPanel';
import { FlagControl } from '../../src/views/controls/FlagControl';
import { TextControl } from '../../src/views/controls/TextControl';
import { MissionSliders } from '../../src/views/frame/MissionSliders';
import { onScreen, resultOf, SMALL } from '../store/results';
import { show } from './page';

describe('ChoiceControl', () => {
  it('offers every option of the table, chooses at once, and resets on a double-click on its name', async () => {
    const { store, settings } = show(<ChoiceControl name="weights" />);
    const select = screen.getByRole('combobox');
    expect(
      within(select)
        .getAllByRole('option')
        .map((option) => option.textContent),
    ).toEqual(SPECS.weights.options.map(({ label }) => label));
    expect(select).toHaveAccessibleDescription(SPECS.weights.help);
    await userEvent.selectOptions(select, 'identity');
    expect(settings().weights).toBe('identity');
    expect(store.getState().committed).toBe(1);
    fireEvent.doubleClick(document.querySelector('label') ?? select);
    expect(settings().weights).toBe('gaussian');
  });
});

describe('Segmented', () => {
  it('is a group of radio buttons with a name', async () => {
    const { store, settings } = show(<Segmented name="pathRows" />);
    expect(screen.getByRole('group')).toHaveAccessibleName('Path rows show');
    expect(screen.getByRole('radio', { name: 'This path alone' })).toBeChecked();
    await userEvent.click(screen.getByRole('radio', { name: 'Arriving' }));
    expect(settings().pathRows).toBe('arriving');
    expect(screen.getByRole('radio', { name: 'This path alone' })).not.toBeChecked();
    expect(store.getState().committed).toBe(1);
  });
});

describe('FlagControl', () => {
  it('is a box with its help', async () => {
    const { store, settings } = show(<FlagControl name="chrono" />);
    const box = screen.getByRole('checkbox');
    expect(box).toHaveAccessibleDescription(SPECS.chrono.help);
    await userEvent.click(box);
    expect(settings().chrono).toBe(true);
    expect(store.getState().committed).toBe(1);
  });
});

describe('TextControl', () => {
  it('counts characters as people do, keeps to the most there may be, and is complete when it is left', async () => {
    const { store, settings } = show(<TextControl />, { input: 'text', text: '😀a' });
    expect(screen.getByText(/2 characters/)).toBeInTheDocument();
    expect(screen.queryByRole('button')).toBeNull();
    fireEvent.input(screen.getByRole('textbox'), { target: { value: '😀'.repeat(2100) } });
    expect([...settings().text]).toHaveLength(2000);
    expect(store.getState().committed).toBe(0);
    fireEvent.blur(screen.getByRole('textbox'));
    expect(store.getState().committed).toBe(1);
  });

  it('says how many steps a text makes, at least two', () => {
    show(<TextControl />, { input: 'text', text: 'a' });
    expect(screen.getByText(/1 character, 2 steps/)).toBeInTheDocument();
  });

  const paste = (value: string): void => void fireEvent.input(screen.getByRole('textbox'), { target: { value } });

  it.each([
    ['cafe\u0301', '4 characters, 4 steps'],
    ['👨‍👩‍👧', '1 character, 2 steps'],
    ['🇫🇷🇫🇷🇫🇷', '3 characters, 3 steps'],
  ])('%s has %s', (text, words) => {
    show(<TextControl />, { input: 'text' });
    paste(text);
    expect(screen.getByText(words)).toBeInTheDocument();
  });

  it('says what a paste that is too long has lost, and cuts it between characters', () => {
    const { settings } = show(<TextControl />, { input: 'text' });
    const family = '👨‍👩‍👧';
    paste(family.repeat(2037));
    expect(settings().text).toBe(family.repeat(2000));
    expect(screen.getByRole('alert')).toHaveTextContent('The last 37 characters were left out: 2000 are the most.');
    expect(screen.getByRole('textbox')).toHaveAccessibleDescription(expect.stringContaining('The last 37'));
    paste(`${family.repeat(2000)}x`);
    expect(screen.getByRole('alert')).toHaveTextContent('The last character was left out');
    paste('short');
    expect(screen.queryByRole('alert')).toBeNull();
  });

  it('replaces halves of characters, which no link can hold, and says so', () => {
    const { settings } = show(<TextControl />, { input: 'text' });
    paste('a\ud83db');
    expect(settings().text).toBe('a\ufffdb');
    expect(screen.getByRole('alert')).toHaveTextContent('Halves of characters were replaced by �.');
  });

  it('of an older link counts code points, says so, and can be made to count characters', async () => {
    const { store, settings } = show(<TextControl />, { input: 'text', text: 'cafe\u0301', characters: 'codePoints' });
    expect(screen.getByText('5 code points, 5 steps')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('button', { name: 'Count characters' }));
    expect(settings().characters).toBe('graphemes');
    expect(store.getState().committed).toBe(1);
    expect(screen.getByText('4 characters, 4 steps')).toBeInTheDocument();
    expect(screen.queryByRole('button')).toBeNull();
  });
});

describe('ControlPanel', () => {
  const names = (): string[] =>
    [...document.querySelectorAll<HTMLElement>('[data-control]')].map(({ dataset }) => dataset.control ?? '');

  it('shows what the network has', () => {
    show(<ControlPanel />);
    expect(names()).toEqual(expect.arrayContaining(['forgetGate', 'peepholes', 'inputBias', 'outputBias', 'chrono']));
    for (const name of ['activation', 'radiusZ', 'impulseStep', 'sinePeriod', 'text', 'lossUnit', 'truncationSteps']) {
      expect(names()).not.toContain(name);
    }
  });

  it('offers tanh and ReLU for the LSTM’s block input and cell output', async () => {
    const { store, settings } = show(<ControlPanel />);
    const select = screen.getByRole('combobox', { name: SPECS.cellActivation.label });
    expect(select).toHaveDisplayValue('tanh');
    expect(select).toHaveAccessibleDescription(SPECS.cellActivation.help);
    await userEvent.selectOptions(select, 'ReLU');
    expect(settings().cellActivation).toBe('relu');
    expect(store.getState().committed).toBe(1);
    expect(select).toHaveDisplayValue('ReLU');
  });

  it('and offers none for the GRU', () => {
    show(<ControlPanel />, { cell: 'gru' });
    expect(names()).not.toContain('cellActivation');
  });

  it('and what the RNN has', () => {
    show(<ControlPanel />, { cell: 'rnn', radii: 'each' });
    expect(names()).toContain('activation');
    for (const name of ['cellActivation', 'forgetGate', 'peepholes', 'inputBias', 'chrono', 'radiusZ'])
      expect(names()).not.toContain(name);
  });

  it.each([
    [{ radii: 'each' }, ['radiusZ', 'radiusI', 'radiusF', 'radiusO']],
    [{ radii: 'each', forgetGate: false }, ['radiusZ', 'radiusI', 'radiusO']],
    [{ input: 'impulse' }, ['inputStrength', 'impulseStep']],
    [{ input: 'sine' }, ['inputStrength', 'sinePeriod']],
    [{ input: 'text' }, ['inputStrength', 'text']],
    [{ lossDirection: 'unit' }, ['lossUnit']],
    [{ truncation: 'sliding' }, ['truncationSteps']],
  ] as const)('%o shows its own', (patch, own) => {
    show(<ControlPanel />, patch);
    expect(names()).toEqual(expect.arrayContaining([...own]));
  });

  it('draws anew, cuts all but the carousel, and restores all', async () => {
    const { settings } = show(<ControlPanel />, { seed: 999999 });
    await userEvent.click(screen.getByRole('button', { name: 'new draw' }));
    expect(settings().seed).toBe(0);
    await userEvent.click(screen.getByRole('button', { name: /Only the carousel/ }));
    expect(settings().cuts).toEqual(['R_z', 'R_i', 'R_f', 'R_o']);
    await userEvent.click(screen.getByRole('button', { name: 'Restore all paths' }));
    expect(settings().cuts).toEqual([]);
  });

  it('names the source of the measured series, with a link', () => {
    const patch = { ...SMALL, input: 'co2' } as const;
    show(<ControlPanel />, patch, { shown: onScreen(resultOf(patch)) });
    expect(screen.getByRole('link')).toHaveAttribute('href', expect.stringMatching(/^https:/));
  });
});

describe('MissionSliders', () => {
  it.each([
    [{}, null, null],
    [{ cell: 'rnn' }, /no forget gate/, null],
    [{ forgetGate: false }, /1997/, null],
    [{ chrono: true }, /Chrono/, null],
    [{ radii: 'drawn' }, null, /As drawn/],
    [{ radii: 'each' }, null, /its own radius/],
    [{ radii: 'each', cell: 'rnn' }, /no forget gate/, null],
  ] as const)('%o: each says why it is idle, if it is', (patch, bias, radius) => {
    show(<MissionSliders />, patch);
    for (const [name, why] of [
      ['Forget-gate bias', bias],
      ['Spectral radius', radius],
    ] as const) {
      const slider = screen.getByRole('slider', { name });
      if (why === null) expect(slider).toBeEnabled();
      else {
        expect(slider).toBeDisabled();
        expect(slider).toHaveAccessibleDescription(why);
      }
    }
  });
});
