/** What each name in a link is about. */
import type { SettingKey } from './settings';
import { SETTING_KEYS, SPECS } from './specs';

export type LinkName =
  | { readonly kind: 'version' | 'panes' | 'step' | 'unit' }
  | { readonly kind: 'setting'; readonly pane: 0 | 1; readonly key: SettingKey };

const NAMES = new Map<string, LinkName>([
  ['v', { kind: 'version' }],
  ['panes', { kind: 'panes' }],
  ['step', { kind: 'step' }],
  ['u', { kind: 'unit' }],
  ...SETTING_KEYS.flatMap((key): [string, LinkName][] =>
    ([0, 1] as const).map((pane) => [`${pane === 0 ? '' : '2.'}${SPECS[key].urlKey}`, { kind: 'setting', pane, key }]),
  ),
]);

export const LINK_NAMES: readonly string[] = [...NAMES.keys()];

/** By the name in any case; undefined where two names differ in nothing else. */
const FOLDED = new Map<string, LinkName | undefined>();
for (const [name, about] of NAMES) {
  const folded = name.toLowerCase();
  FOLDED.set(folded, FOLDED.has(folded) ? undefined : about);
}

export function linkName(name: string): LinkName | undefined {
  return NAMES.get(name) ?? FOLDED.get(name.toLowerCase());
}
