/** The galleries and an open scene: what is hidden before a prediction, what is told after it, and how one gets out again. */
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openGallery } from '../../src/settings/depth';
import type { Settings } from '../../src/settings/settings';
import { CLAIMS } from '../../src/story/claims';
import { SCENES, SHOWN, sceneSettings } from '../../src/story/scenes';
import { Gallery } from '../../src/views/gallery/Gallery';
import { Scene } from '../../src/views/gallery/Scene';
import { show } from './page';

vi.mock('virtual:galleries', async () => {
  const { scenePreviews } = await import('../../scripts/rivers');
  const scenes = scenePreviews();
  const { CLAIMS: all } = await import('../../src/story/claims');
  const [{ river } = { river: null }] = Object.values(scenes);
  const claims = Object.fromEntries(all.map(({ id }, k) => [id, { river, holds: k > 0 }]));
  return { default: { scenes, claims } };
});

beforeEach(() => {
  localStorage.clear();
  vi.spyOn(HTMLCanvasElement.prototype, 'getContext').mockReturnValue(null);
});
afterEach(() => vi.restoreAllMocks());

const remembers = SCENES.find(({ id }) => id === 'lstm-remembers');
if (remembers === undefined) throw new Error('no such scene');
const asked = sceneSettings(remembers);

describe('an open scene', () => {
  it('asks, with three answers, and says nothing of what holds', () => {
    show(<Scene />, asked);
    const question = screen.getByRole('heading', { name: remembers.question });
    expect(question).toHaveFocus();
    expect(within(screen.getByRole('group', { name: 'Your prediction' })).getAllByRole('button')).toHaveLength(3);
    const { body } = document;
    expect(body).not.toHaveTextContent(remembers.name);
    expect(body).not.toHaveTextContent('9.7 %');
  });

  it('tells a wrong prediction kindly what holds and why, with the engine’s numbers, and goes on', () => {
    const { settings } = show(<Scene />, asked);
    fireEvent.click(screen.getByRole('button', { name: 'All of it' }));
    expect(settings().guess).toBe(3);
    const told = screen.getByRole('region', { name: /The LSTM remembers/ });
    expect(told).toHaveFocus();
    expect(told).toHaveTextContent('You predicted “All of it”.');
    expect(told).toHaveTextContent('Nearly open is not open');
    expect(told).toHaveTextContent('keeps 0.061 % by itself');
    expect(told).toHaveTextContent('lift that to 9.7 %');
    fireEvent.click(screen.getByRole('button', { name: 'Next scene →' }));
    expect(settings()).toMatchObject({ scene: 'lstm-forgets', guess: 0, forgetBias: -1 });
    expect(screen.getByRole('heading', { name: 'What does this LSTM keep?' })).toHaveFocus();
  });

  it('says so where the prediction was right', () => {
    show(<Scene />, asked);
    fireEvent.click(screen.getByRole('button', { name: 'About a tenth' }));
    expect(screen.getByRole('region')).toHaveTextContent('✓ as you predicted');
  });

  it('can be looked at without a prediction', () => {
    const { settings } = show(<Scene />, asked);
    fireEvent.click(screen.getByRole('button', { name: 'Just show me' }));
    expect(settings().guess).toBe(SHOWN);
    const told = screen.getByRole('region', { name: /The LSTM remembers/ });
    expect(told).not.toHaveTextContent('predicted');
    expect(told).toHaveTextContent('A tenth lives to the end.');
  });

  it('says where its settings have been changed, and leads back to them', () => {
    const { settings } = show(<Scene />, { ...asked, guess: 2, spectralRadius: 2, depth: 'lab' });
    fireEvent.click(screen.getByRole('button', { name: 'The scene’s own settings' }));
    expect(settings()).toMatchObject({ ...asked, guess: 2, depth: 'lab' });
    expect(screen.queryByText(/changed the settings/)).toBeNull();
  });

  it('is left with its settings kept', () => {
    const { settings } = show(<Scene />, { ...sceneSettings(SCENES[4] ?? remembers), guess: 1 });
    fireEvent.click(screen.getByRole('button', { name: 'Leave the scene' }));
    expect(settings()).toMatchObject({ scene: '', guess: 0, spectralRadius: 8 });
  });

  it('lets one write a sentence of one’s own', () => {
    const own = SCENES.find(({ id }) => id === 'your-sentence') ?? remembers;
    const { settings } = show(<Scene />, { ...sceneSettings(own), guess: 3 });
    fireEvent.change(screen.getByRole('textbox', { name: 'Your sentence' }), { target: { value: 'Short.' } });
    expect(settings()).toMatchObject({ input: 'text', text: 'Short.' });
  });

  it('that does not exist hides nothing, and says so', () => {
    const { settings } = show(<Scene />, { scene: 'nonsense' });
    expect(screen.getByRole('alert')).toHaveTextContent('“nonsense” that this page does not have');
    fireEvent.click(screen.getByRole('button', { name: 'All scenes' }));
    expect(settings()).toMatchObject({ scene: '', view: 'scenes' });
  });
});

describe('the gallery of scenes', () => {
  const gallery = (patch: Partial<Settings> = {}, onClose = () => {}) =>
    show(<Gallery which="scenes" onClose={onClose} />, { view: 'scenes', ...patch });
  const cards = () => screen.getAllByRole('listitem');

  it('has a card for each, which gives nothing away until it is answered', () => {
    localStorage.setItem('gradient-carousel.guesses', `lstm-remembers=2 rnn-forgets=${SHOWN}`);
    gallery();
    expect(cards()).toHaveLength(SCENES.length);
    SCENES.forEach((scene, k) => {
      const card = cards()[k] as HTMLElement;
      const isSeen = ['lstm-remembers', 'rnn-forgets'].includes(scene.id);
      expect(card.textContent?.includes(scene.name), scene.id).toBe(isSeen);
      expect(card.querySelector('[data-veiled]') === null, scene.id).toBe(isSeen);
    });
    expect(cards()[2]).toHaveTextContent('You predicted it');
    expect(screen.getByText('1 of 11 predicted')).toBeInTheDocument();
  });

  it('shows all answers on demand', async () => {
    gallery();
    await userEvent.click(screen.getByRole('button', { name: 'Show all answers' }));
    expect(document.querySelectorAll('[data-veiled]')).toHaveLength(0);
    expect(cards()[4]).toHaveTextContent('Paths that die alone explode together');
  });

  it('opens a scene with its settings, at the reader’s depth, and with its picture hidden', () => {
    const { settings } = gallery({ depth: 'lab', steps: 20, cuts: ['cec'] });
    fireEvent.click(screen.getByRole('button', { name: /What do the five do together/ }));
    expect(settings()).toEqual({ ...sceneSettings(SCENES[4] ?? remembers), depth: 'lab' });
    expect(openGallery(settings())).toBeNull();
  });

  it('is left by Escape, by its button, and beside it', () => {
    const onClose = vi.fn();
    gallery({}, onClose);
    const dialog = screen.getByRole('dialog', { name: 'What will the gradient do?' });
    expect(screen.getByRole('heading', { name: 'What will the gradient do?' })).toHaveFocus();
    act(() => void dialog.dispatchEvent(new Event('cancel', { cancelable: true })));
    fireEvent.click(screen.getByRole('button', { name: 'Close the gallery' }));
    fireEvent.pointerDown(dialog);
    expect(onClose).toHaveBeenCalledTimes(3);
  });
});

describe('the gallery of claims', () => {
  it('has every claim with its verdict, and opens it', () => {
    const { settings } = show(<Gallery which="claims" onClose={() => {}} />, { view: 'claims' });
    const cards = screen.getAllByRole('listitem');
    expect(cards).toHaveLength(CLAIMS.length);
    expect(cards[0]).toHaveTextContent('✗ fails');
    expect(cards[1]).toHaveTextContent('✓ holds');
    fireEvent.click(within(cards[1] as HTMLElement).getByRole('button'));
    expect(settings()).toMatchObject({ view: 'claims', claim: CLAIMS[1]?.id });
    expect(openGallery(settings())).toBeNull();
  });
});
