/**
 * A page translator as browsers and extensions have it: every text becomes other text in `<font><font>`, at once and as often as the page
 * brings new text. Google's takes the text away; others put theirs around it.
 */
import type { Page } from 'playwright-core';

export type Way = 'replace' | 'wrap';

/** Translates the page, from now on: letters become capitals, and decimal points commas. What says `translate="no"` is left alone. */
export function translate(page: Page, way: Way): Promise<void> {
  return page.evaluate((how) => {
    /** What it has written itself. */
    const own = new WeakMap<Node, string>();
    const foreign = (text: string): string => text.toUpperCase().replace(/(\d)\.(\d)/g, '$1,$2');
    const isMeant = (text: Node): boolean =>
      /\S/.test(text.nodeValue ?? '') &&
      own.get(text) !== text.nodeValue &&
      text.parentElement?.closest('[translate="no"], script, style, textarea, option, title') === null;
    const put = (text: Text): void => {
      const words = foreign(text.data);
      if (own.has(text)) {
        own.set(text, words);
        text.data = words;
        return;
      }
      const [outer, inner] = [document.createElement('font'), document.createElement('font')];
      outer.append(inner);
      if (how === 'wrap') {
        text.before(outer);
        inner.append(text);
        own.set(text, words);
        text.data = words;
      } else {
        inner.textContent = words;
        own.set(inner.firstChild as Node, words);
        text.replaceWith(outer);
      }
    };
    const walk = (root: Node): void => {
      const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
      const found: Text[] = [];
      if (root instanceof Text) found.push(root);
      while (walker.nextNode()) found.push(walker.currentNode as Text);
      for (const text of found) if (text.isConnected && isMeant(text)) put(text);
    };
    walk(document.body);
    new MutationObserver((records) => {
      for (const { type, target, addedNodes } of records) {
        if (type === 'characterData') walk(target);
        else for (const node of addedNodes) walk(node);
      }
    }).observe(document.body, { childList: true, characterData: true, subtree: true });
  }, way);
}
