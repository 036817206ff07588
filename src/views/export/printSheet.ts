/** What is printed in place of the page: the answer and the figure with its caption, in black on white; styles/print.css hides the rest. */
import { isVeiled } from '../../settings/depth';
import type { AppStore } from '../../store/store';
import { answer } from '../../story/answer';
import { factsOf } from '../common/facts';
import { figureOf } from './figureOf';
import { addressOf } from './taken';

/** Fills the sheet, which is taken away after printing. Without a run, or before a scene's question is answered, the page is printed. */
export function printSheet(store: AppStore): void {
  document.querySelector('.print-sheet')?.remove();
  const { panes, shown } = store.getState();
  const { run } = shown.text;
  if (run === null || isVeiled(panes[0]) || panes.length > 1) return;
  const sheet = document.createElement('div');
  sheet.className = 'print-sheet';
  const said = answer(factsOf(run));
  if (said !== null) {
    const title = document.createElement('h1');
    title.textContent = said.question;
    const words = document.createElement('p');
    const compared = said.compared.map(({ name, size }) => `${name} ${size}.`).join(' ');
    words.textContent = `${said.size} ${said.words}. ${compared} ${said.why}`;
    sheet.append(title, words);
  }
  const figure = new DOMParser().parseFromString(figureOf(run, 183, addressOf(run.settings)).svg, 'image/svg+xml');
  sheet.append(document.importNode(figure.documentElement, true));
  document.body.append(sheet);
  window.addEventListener('afterprint', () => sheet.remove(), { once: true });
}
