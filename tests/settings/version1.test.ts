/**
 * Links of version 1, kept with what the page of version 1 made of them: its settings, as far as they differed from its defaults, and its
 * numbers. Each gives the same today. The numbers are some whose digits hold: with inputs and matrices moved in their last bits they
 * stay the same to 2e-12, so 1e-9 leaves room for an engine that rounds elsewhere, and for nothing else.
 */
import { describe, expect, it } from 'vitest';
import { traceLink } from '../../src/cli/tracedRun';
import { decodeLink } from '../../src/settings/link';
import { DEFAULTS } from '../../src/settings/specs';
import corpus from './version1.json';

interface Kept {
  readonly settings: Readonly<Record<string, unknown>>;
  readonly steps: number;
  /** log10 of the norm of the whole gradient, by step (1-based). */
  readonly gradient: Readonly<Record<string, number | null>>;
  /** log10 of the crossings at step 1, by edge. */
  readonly crossings: Readonly<Record<string, number | null>> | null;
  /** Spectral radius and spectral norm, by edge. */
  readonly spectra: Readonly<Record<string, readonly number[]>>;
}

const links = corpus as readonly { readonly link: string; readonly panes: readonly Kept[] }[];

function expectNear(actual: number | null | undefined, kept: number | null, what: string): void {
  if (kept === null || typeof actual !== 'number') expect(actual, what).toBe(kept);
  else expect(Math.abs(actual - kept) / Math.max(1, Math.abs(kept)), what).toBeLessThan(1e-9);
}

describe('a link of version 1', () => {
  it.each(links)('$link gives what it gave', ({ link, panes }) => {
    const decoded = decodeLink(link);
    expect(decoded.notices).toEqual([]);
    expect(decoded.panes).toHaveLength(panes.length);
    panes.forEach((kept, index) => {
      const settings = decoded.panes[index];
      if (settings === undefined) throw new Error('a pane is missing');
      // What a person wrote, without a version, opens as the page does today.
      const isOld = link.startsWith('#v=1');
      const { tour } = settings;
      // A step of the tour opens where the tour is, at the nearest of today's: `link.test.ts` says which.
      const depth = isOld && tour === 0 ? 'lab' : DEFAULTS.depth;
      // Whether it counts code points is what the upgrade has to say: the steps and the numbers show that it is right.
      expect(settings).toEqual({ ...DEFAULTS, depth, ...kept.settings, tour, characters: settings.characters });
      const run = traceLink(settings);
      expect(run.steps).toBe(kept.steps);
      for (const [step, value] of Object.entries(kept.gradient)) {
        expectNear(run.series.g?.[Number(step) - 1], value, `gradient at step ${step}`);
      }
      if (kept.crossings === null) expect(run.crossings).toBeNull();
      else expect(Object.keys(run.crossings ?? {})).toEqual(Object.keys(kept.crossings));
      for (const [edge, value] of Object.entries(kept.crossings ?? {})) {
        expectNear(run.crossings?.[edge]?.[0], value, `crossings of ${edge}`);
      }
      expect(run.spectra.map(({ edge }) => edge)).toEqual(Object.keys(kept.spectra));
      for (const { edge, radius, norm } of run.spectra) {
        expectNear(radius, kept.spectra[edge]?.[0] ?? null, `radius of ${edge}`);
        expectNear(norm, kept.spectra[edge]?.[1] ?? null, `norm of ${edge}`);
      }
    });
  });
});
