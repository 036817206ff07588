/**
 * 24 links, kept with the fingerprints of their numbers. A change of the engine's structure leaves every bit of the forward pass and of
 * the sweep as it is; norms may be summed in another order, and stay to 1e-12. To keep new ones, where a number is to change:
 * `KEEP=1 npx vitest run tests/engine/keptDigests.test.ts`.
 */
import { writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeLink } from '../../src/settings/link';
import type { Settings } from '../../src/settings/settings';
import { type Digest, digestOf } from './digests';
import kept from './keptDigests.json';

const links: readonly { readonly link: string; readonly digest: Digest }[] = kept;

function settingsOf(link: string): Settings {
  const { panes, notices } = decodeLink(link);
  const [settings] = panes;
  if (settings === undefined || notices.length > 0) throw new Error(`${link} is not understood`);
  return settings;
}

if (process.env.KEEP !== undefined) {
  const made = links.map(({ link }) => ({ link, digest: digestOf(settingsOf(link)) }));
  writeFileSync(new URL('keptDigests.json', import.meta.url), `${JSON.stringify(made, null, 1)}\n`);
}

describe('a kept link', () => {
  it.each(links)('$link gives the same bits', ({ link, digest }) => {
    const { forward, sweep, norms } = digestOf(settingsOf(link));
    expect({ forward, sweep }).toEqual({ forward: digest.forward, sweep: digest.sweep });
    expect(Object.keys(norms)).toEqual(Object.keys(digest.norms));
    for (const [name, values] of Object.entries(norms)) {
      values.forEach((value, k) => {
        const before = digest.norms[name]?.[k] ?? null;
        if (value === null || before === null) expect(value, name).toBe(before);
        else expect(Math.abs(value - before), name).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(before)));
      });
    }
  });
});
