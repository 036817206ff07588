/** The scenes: the engine measures each, and the answer that is marked as right is right, and no other. */
import { describe, expect, it } from 'vitest';
import { measureAll } from '../../src/engine/measure';
import { runToEnd } from '../../src/math/task';
import { decodeLink, encodeLink } from '../../src/settings/link';
import { DEFAULTS } from '../../src/settings/specs';
import { stepsOf } from '../../src/settings/steps';
import { digitsOf, digitsOfLogs } from '../../src/story/digits';
import { SCENES, sceneSettings } from '../../src/story/scenes';
import { sceneWords } from '../../src/story/scenes/told';

const named = SCENES.map((scene) => [scene.id, scene] as const);
const isIn = (value: number, [from, to]: readonly [number, number]): boolean => value >= from && value <= to;

describe.each(named)('%s', (_, scene) => {
  const settings = sceneSettings(scene);
  const numbers = Object.values(scene.numbers);
  const questions = [{ measure: scene.measure }, ...numbers];
  const [value = Number.NaN, ...values] = runToEnd(measureAll(settings, questions));
  const [again = Number.NaN, ...second] = runToEnd(measureAll(settings, questions, true));
  const words = sceneWords(scene, values, second);

  it('has the answer marked as right that the engine measures, in both runs, and no other', () => {
    for (const measured of [value, again]) {
      expect(scene.answers.map(({ range }) => isIn(measured, range))).toEqual(
        scene.answers.map((__, k) => k === scene.right),
      );
    }
  });

  it('asks about its settings: without them the answer, or what is told, is another', () => {
    const { scene: own, ...rest } = settings;
    const isDefault = JSON.stringify(rest) === JSON.stringify((({ scene: __, ...all }) => all)(DEFAULTS));
    expect(own).toBe(scene.id);
    if (isDefault) return;
    const onDefaults = runToEnd(measureAll({ ...DEFAULTS, steps: settings.steps }, questions));
    expect([value, ...values]).not.toEqual(onDefaults);
  });

  it('tells numbers of which at least one digit holds', () => {
    numbers.forEach(({ as }, k) => {
      const [own = Number.NaN, other] = [values[k], second[k]];
      expect(as === 'size' ? digitsOfLogs(own, other) : digitsOf(own, other)).toBeGreaterThanOrEqual(1);
    });
  });

  it('has all its numbers in its texts, and every number in a text', () => {
    const texts = [scene.setup, scene.explanation, ...scene.answers.flatMap(({ text, reply }) => [text, reply])];
    const used = texts.flatMap((text) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name));
    expect([...new Set(used)].sort()).toEqual(Object.keys(scene.numbers).sort());
    expect(JSON.stringify(words)).not.toMatch(/[{]\w+[}]|NaN|…/);
  });

  it('draws answers that are as far apart as they say, each where its range is', () => {
    for (const { range, shape } of scene.answers) {
      expect(shape.length).toBeGreaterThanOrEqual(2);
      const [first = Number.NaN] = shape;
      if (scene.measure.kind === 'log10') expect(isIn(first, range), `${first} in ${range}`).toBe(true);
    }
  });

  it('opens as a page with its picture hidden, and is written to be read', () => {
    const { panes, notices } = decodeLink(encodeLink([settings]));
    expect(notices).toEqual([]);
    expect(panes).toEqual([settings]);
    expect(settings.guess).toBe(0);
    expect(scene.id).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/);
    expect(scene.question).toMatch(/\?$/);
    for (const text of [scene.name, scene.setup, scene.question, scene.explanation])
      expect(text, 'straight quotes and hyphens for minus signs').not.toMatch(/['"]|(^|\s)-\d/);
  });
});

describe('the scenes', () => {
  it('have ids and questions of their own, and right answers in every place', () => {
    expect(SCENES.length).toBeGreaterThanOrEqual(9);
    expect(new Set(SCENES.map(({ id }) => id)).size).toBe(SCENES.length);
    expect(new Set(SCENES.map(({ question }) => question)).size).toBe(SCENES.length);
    expect(new Set(SCENES.map(({ right }) => right))).toEqual(new Set([0, 1, 2]));
  });

  it('says what the plain RNN keeps as the answers about it do', () => {
    const forgets = SCENES.find(({ id }) => id === 'lstm-forgets');
    if (forgets === undefined) throw new Error('no such scene');
    const [own = 0, ghost = 0] = runToEnd(
      measureAll(sceneSettings(forgets), [
        { measure: forgets.measure },
        { measure: { kind: 'log10', curve: 'ghost', lag: 99 } },
      ]),
    );
    const [, less, more] = forgets.answers;
    expect(own).toBeLessThan(ghost);
    expect(less.range[1]).toBeLessThan(ghost);
    expect(more.range[0]).toBeGreaterThan(ghost);
  });

  it('of one’s own sentence goes back from its last character to its first', () => {
    const scene = SCENES.find(({ id }) => id === 'your-sentence');
    if (scene?.measure.kind !== 'log10') throw new Error('no such scene');
    expect(scene.measure.lag).toBe(stepsOf(sceneSettings(scene)) - 1);
    expect(scene.setup).toContain(`“${DEFAULTS.text}”`);
  });
});
