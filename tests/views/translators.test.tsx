/** What a translator may do to a text that React owns, and what React then does to it. */
import { beforeAll, beforeEach, expect, it } from 'vitest';
import { shareTextWithTranslators } from '../../src/views/frame/translators';

const turn = (): Promise<void> => new Promise((done) => setTimeout(done));
let parent: HTMLElement;
let text: Text;
let after: HTMLElement;

beforeAll(shareTextWithTranslators);
beforeEach(async () => {
  parent = document.createElement('p');
  text = document.createTextNode('before 1');
  after = document.createElement('b');
  parent.append(text, after);
  document.body.replaceChildren(parent);
  await turn();
});

const font = (words: string): HTMLElement => {
  const [outer, inner] = [document.createElement('font'), document.createElement('font')];
  inner.textContent = words;
  outer.append(inner);
  return outer;
};

const WAYS: Readonly<Record<string, () => void>> = {
  'replaced in one step': () => text.replaceWith(font('vorher 1')),
  'replaced in two steps': () => {
    text.before(font('vorher 1'));
    text.remove();
  },
  'replaced twice': () => {
    const first = font('vorher 1');
    text.replaceWith(first);
    first.replaceWith(font('davor 1'));
  },
  wrapped: () => {
    const outer = font('');
    text.before(outer);
    outer.firstElementChild?.append(text);
  },
  'wrapped with what follows': () => {
    const outer = font('');
    text.before(outer);
    outer.append(text, after);
  },
};

it.each(Object.keys(WAYS))('text that was %s shows what React writes into it', async (way) => {
  WAYS[way]?.();
  await turn();
  text.nodeValue = 'after 2';
  await turn();
  expect(parent.textContent).toBe('after 2');
});

it.each(Object.keys(WAYS))(
  'text that was %s can be removed, at once and later, and nothing of it stays',
  async (way) => {
    WAYS[way]?.();
    if (way !== 'replaced twice') await turn();
    parent.removeChild(text);
    expect(parent.textContent).toBe('');
    expect(after.isConnected).toBe(true);
  },
);

it.each(Object.keys(WAYS))('before text that was %s something can be inserted', (way) => {
  WAYS[way]?.();
  const mark = document.createElement('i');
  mark.textContent = '!';
  parent.insertBefore(mark, text);
  expect(parent.textContent?.startsWith('!')).toBe(true);
});

it('again and again: translated, written, translated', async () => {
  for (const value of ['2', '3', '4']) {
    text.replaceWith(font('x'));
    await turn();
    text.nodeValue = value;
    await turn();
    expect(parent.textContent).toBe(value);
    expect(parent.querySelector('font')).toBeNull();
  }
});

it('leaves a real mistake one', () => {
  expect(() => parent.removeChild(document.createElement('i'))).toThrow(/not a child/);
  expect(() => parent.insertBefore(document.createElement('i'), document.createElement('b'))).toThrow(
    /not a child|child/,
  );
});
