/**
 * Page translators put `<font>` elements around text, or in its place. React does not notice: it writes on into text that is out of
 * sight, which leaves the old numbers on the page, and removes text from where it no longer is, which throws and blanks the page
 * (https://github.com/facebook/react/issues/11538). Here text that React changes takes its old place again, for the translator to find
 * anew, and what React removes or inserts before is looked for where the translator has put it.
 */

/** What stands where a node stood. */
const standIns = new WeakMap<Node, Node>();

/** For the whole document, and for good. */
export function shareTextWithTranslators(): void {
  const observer = new MutationObserver(noteAll);
  observer.observe(document.body, { childList: true, subtree: true });
  const { removeChild, insertBefore } = Node.prototype;
  /** The child of `parent` that holds the node, or stands in for it. */
  const placeOf = (node: Node, parent: Node): Node | null => {
    noteAll(observer.takeRecords(), observer);
    for (let at: Node | null = node; at !== null; at = standIns.get(at) ?? at.parentNode) {
      if (at.parentNode === parent) return at;
    }
    return null;
  };

  Node.prototype.removeChild = function <T extends Node>(this: Node, child: T): T {
    const place = child.parentNode === this ? child : placeOf(child, this);
    if (place === null || place === child) return removeChild.call(this, child) as T;
    if (!place.contains(child)) removeChild.call(this, place);
    else {
      // There may be more in it, where a whole sentence was put together.
      child.parentNode?.removeChild(child);
      if (isEmpty(place)) removeChild.call(this, place);
    }
    return child;
  };
  Node.prototype.insertBefore = function <T extends Node>(this: Node, node: T, before: Node | null): T {
    const place = before === null || before.parentNode === this ? before : placeOf(before, this);
    return insertBefore.call(this, node, place ?? before) as T;
  };
}

function noteAll(records: readonly MutationRecord[], observer: MutationObserver): void {
  for (const record of records) {
    if (record.type === 'characterData') putBack(record.target);
    else noteReplaced(record, observer);
  }
}

/** A text that is out of sight has been written to. */
function putBack(text: Node): void {
  if (text.isConnected) return;
  // A stand-in may have been replaced itself.
  let standIn = standIns.get(text);
  while (standIn !== undefined && !standIn.isConnected) standIn = standIns.get(standIn);
  standIns.delete(text);
  standIn?.parentNode?.replaceChild(text, standIn);
}

function noteReplaced(
  { removedNodes, addedNodes, previousSibling, nextSibling }: MutationRecord,
  observer: MutationObserver,
): void {
  // What has come back needs no stand-in: with this, no two ever stand in for one another.
  for (const node of addedNodes) standIns.delete(node);
  for (const [index, node] of [...removedNodes].entries()) {
    if (node.isConnected || !(isText(node) || isFont(node))) continue;
    // In one step, or put beside it before it was taken away.
    const standIn = addedNodes[index] ?? addedNodes[0] ?? [previousSibling, nextSibling].find(isFont);
    if (standIn === undefined || standIn === null) continue;
    standIns.set(node, standIn);
    if (isText(node)) observer.observe(node, { characterData: true });
  }
}

function isText(node: Node): boolean {
  return node.nodeType === node.TEXT_NODE;
}

/** Nothing but what the translator made. */
function isEmpty(place: Node): boolean {
  return place.textContent === '' && (place as Element).querySelector(':not(font)') === null;
}

/** React never makes one. */
function isFont(node: Node | null): boolean {
  return node?.nodeName === 'FONT';
}
