/**
 * Finds the link in what people paste and programs make of it: a whole address, a hash, a query, or the parameters alone; percent-encoded
 * once more, or with its `&` escaped for HTML. A link that this page wrote comes out as it is.
 */
import { linkName } from './linkNames';
import { renamed } from './linkUpgrades';

/** The link as a hash: `#v=2&bf=1`; '' where there is none. */
export function linkIn(address: string): string {
  const text = address.trim();
  if (/^[\w.]+(=|%(25)*3D)/i.test(text)) return `#${repaired(text)}`;
  const [, before = '', raw = ''] = /^([^#]*)#?(.*)$/s.exec(text) ?? [];
  const hash = repaired(raw);
  if (isLink(hash)) return `#${hash}`;
  const query = withoutTracking(repaired(/\?(.*)$/s.exec(before)?.[1] ?? ''));
  if (isLink(query)) return `#${query}`;
  // Inside another address, as redirecting services put it, or with its # encoded alone.
  const inside = repaired(/%(?:25)*23(.*)$/s.exec(before)?.[1] ?? '');
  if (isLink(inside)) return `#${inside}`;
  return hash === '' ? '' : `#${hash}`;
}

/** True where at least one name in it is known. */
function isLink(parameters: string): boolean {
  return [...renamed(new URLSearchParams(parameters)).keys()].some((name) => linkName(name) !== undefined);
}

/** What mail programs and social networks add to a query, and nobody means. */
const TRACKING = /^(utm_\w+|\w*clid|mc_[ce]id|igshid|_ga|_gl|gbraid|wbraid|ref|si)$/i;

function withoutTracking(query: string): string {
  return query
    .split('&')
    .filter((part) => !TRACKING.test(part.split('=')[0] ?? ''))
    .join('&');
}

/** More often than anybody encodes a link; it ends in any case. */
const MOST_REPAIRS = 8;

function repaired(parameters: string): string {
  // What a browser adds where a person copies a link to a passage of text.
  let text = parameters.replace(/:~:.*$/s, '');
  for (let k = 0; k < MOST_REPAIRS; k++) {
    const next = repairedOnce(text);
    if (next === text) break;
    text = next;
  }
  return text;
}

function repairedOnce(text: string): string {
  // A link of this page has its semicolons encoded.
  const unescaped = text.replace(/&(amp|#38|#x26);/gi, '&');
  if (unescaped !== text) return unescaped;
  // Every link has a `=`, and its version is followed by a `&` or by nothing.
  if ((!text.includes('=') && /%(25)*3D/i.test(text)) || /^v(=|%3D)\d+%(25)*26/i.test(text)) return decoded(text);
  // An encoder that leaves `=` and `&` alone: from version 2 on, a link never has two hexadecimal digits after an encoded `%`.
  const version = Number(/(?:^|&)v=(\d+)/.exec(text)?.[1] ?? 0);
  return version >= 2 ? text.replace(/%25(?=[\dA-F]{2})/gi, '%') : text;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
