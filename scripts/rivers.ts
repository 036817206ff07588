/**
 * What the galleries show without an engine: each scene's river and its numbers in words, each claim's river and verdict. All of it is
 * computed by the engine; scripts/galleries.mjs has it made for the build and the development server.
 */
import { bandOf } from '../src/charts/river/band';
import { stationsOf } from '../src/charts/river/stations';
import type { UnitShares } from '../src/charts/river/strands';
import { type RibbonSketch, type Thumbnail, thumbnailOf } from '../src/charts/river/thumbnail';
import { measureAll } from '../src/engine/measure';
import { Pipeline } from '../src/engine/pipeline';
import type { Question } from '../src/engine/questions';
import type { SeriesName } from '../src/engine/seriesNames';
import { runToEnd } from '../src/math/task';
import { edgesOf, kindOf } from '../src/settings/edges';
import type { Settings } from '../src/settings/settings';
import { RunResult } from '../src/store/runResult';
import { CLAIMS, claimPage, evaluate } from '../src/story/claims';
import { SCENES, sceneSettings } from '../src/story/scenes';
import { type SceneWords, sceneWords } from '../src/story/scenes/told';
import { carouselShares, stopsOf } from '../src/views/river/model';
import { sentenceEndOf } from '../src/worker/runStages';

export interface ScenePreview {
  readonly river: Thumbnail;
  readonly words: SceneWords;
}

export interface ClaimPreview {
  readonly river: Thumbnail;
  readonly holds: boolean;
}

export interface Galleries {
  readonly scenes: Readonly<Record<string, ScenePreview>>;
  readonly claims: Readonly<Record<string, ClaimPreview>>;
}

/** How finely a river is kept: places along the way, and strands; without strands a lane is one. */
interface Fineness {
  readonly stations: number;
  readonly strands: number;
}

const SCENE: Fineness = { stations: 50, strands: 6 };
const CLAIM: Fineness = { stations: 40, strands: 0 };

export function galleries(): Galleries {
  return { scenes: scenePreviews(), claims: claimPreviews() };
}

export function scenePreviews(): Galleries['scenes'] {
  return Object.fromEntries(
    SCENES.map((scene) => {
      const settings = sceneSettings(scene);
      const questions = Object.values(scene.numbers);
      const words = sceneWords(scene, answers(settings, questions), answers(settings, questions, true));
      return [scene.id, { river: riverAt(settings, SCENE), words }];
    }),
  );
}

function claimPreviews(): Galleries['claims'] {
  return Object.fromEntries(
    CLAIMS.map((claim) => {
      const settings = claimPage(claim);
      const measured = answers(settings, claim.checks);
      const holds = claim.checks.every((check, k) => evaluate(check, measured[k] ?? Number.NaN).verdict);
      return [claim.id, { river: riverAt(settings, CLAIM), holds }];
    }),
  );
}

function answers(settings: Settings, questions: readonly Question[], isPerturbed = false): number[] {
  return runToEnd(measureAll(settings, questions, isPerturbed));
}

function riverAt(settings: Settings, { stations, strands }: Fineness): Thumbnail {
  const run = runOf(settings);
  const { steps, size } = run.info;
  const count = Math.min(stations, steps);
  const ribbon = (name: SeriesName, shares: UnitShares | null): RibbonSketch | null => {
    const logs = run.curve(name);
    if (logs === undefined) return null;
    const at = stationsOf(logs, count, []);
    return { logs: at.logs, shares: shares === null || strands === 0 ? null : pooled(shares, at.step, strands) };
  };
  const edges = edgesOf(settings);
  const carousel = edges.find((edge) => kindOf(edge) === 'carousel');
  const isCut = carousel === undefined || settings.cuts.includes(carousel);
  const whole = ribbon('g', { units: size, values: run.shares });
  if (whole === null) throw new Error('the run gave no gradient');
  const ghost = ribbon('ghost', run.ghostShares === null ? null : { units: size, values: run.ghostShares });
  const alone = isCut ? null : ribbon(`alone.${carousel}`, carouselShares(run, `alone.${carousel}`));
  return thumbnailOf({
    lanes: [
      ...(ghost === null ? [] : [{ role: 'ghost' as const, ribbon: ghost, carousel: null }]),
      { role: edges.length > 1 ? 'whole' : 'only', ribbon: whole, carousel: alone },
    ],
    band: run.info.hasLedger && edges.length > 1 ? bandOf(run.crossings, steps, count) : null,
    stops: stopsOf(settings, steps).map((step) => Math.floor((step * count) / steps)),
  });
}

/** As far as its sentence goes: no Jacobian is asked for. */
function runOf(settings: Settings): RunResult {
  let result: RunResult | null = null;
  for (const batch of new Pipeline().run(settings)) {
    if (!batch) continue;
    if (batch.kind === 'forward') result = new RunResult(1, settings, batch, null);
    else result?.apply(batch);
    if (result !== null && batch.kind === 'stage' && batch.stage === sentenceEndOf(result.info)) break;
  }
  if (result === null) throw new Error('the run gave no numbers');
  return result;
}

/** [stations × strands] of neighbouring units together. */
function pooled({ units, values }: UnitShares, steps: Int32Array, strands: number): UnitShares {
  const count = Math.min(strands, units);
  const sums = new Float32Array(steps.length * count);
  steps.forEach((step, station) => {
    for (let unit = 0; unit < units; unit++)
      sums[station * count + Math.floor((unit * count) / units)] += values[step * units + unit] || 0;
  });
  return { units: count, values: sums };
}
