/** How often heatmaps and all else are told of what comes. */
import { beforeEach, expect, it } from 'vitest';
import { Pace } from '../../src/store/pace';

let told: string[];
let frames: (() => void)[];
let whole: boolean;
let pace: Pace;

const draw = (count = 1): void => {
  for (let k = 0; k < count; k++) for (const then of frames.splice(0)) then();
};
/** What was told since this was last asked. */
const news = (): string[] => told.splice(0);

beforeEach(() => {
  told = [];
  frames = [];
  whole = true;
  pace = new Pace(
    (then) => frames.push(then),
    () => whole,
    (whom) => told.push(whom),
  );
});

/** Past the first picture. */
const opened = (): void => {
  pace.columns();
  draw(5);
  expect(news()).toEqual(['heatmaps', 'all']);
};

it('the first picture is shown before all else is told, whatever comes with it', () => {
  const ended: string[][] = [];
  pace.news();
  draw(5);
  pace.columns();
  pace.settle();
  pace.news();
  pace.settle(() => ended.push(news()));
  expect(news()).toEqual(['heatmaps']);
  draw();
  expect(news()).toEqual([]);
  draw();
  expect(ended).toEqual([['all']]);
});

it('the first columns of a frame reach the heatmaps at once, the others with the next frame', () => {
  opened();
  pace.columns();
  expect(news()).toEqual(['heatmaps']);
  pace.columns();
  expect(news()).toEqual([]);
  draw();
  expect(news()).toEqual(['all']);
  pace.columns();
  pace.columns();
  expect(news()).toEqual(['heatmaps']);
  draw();
  expect(news()).toEqual(['heatmaps']);
});

it('all else is told with a frame, and then at every third', () => {
  opened();
  const heard: string[][] = [];
  for (let k = 0; k < 7; k++) {
    pace.news();
    draw();
    heard.push(news());
  }
  expect(heard).toEqual([['all'], [], [], ['all'], [], [], ['all']]);
});

it('half a sentence is not told, unless there is no other for long', () => {
  opened();
  pace.news();
  draw();
  expect(news()).toEqual(['all']);
  whole = false;
  pace.columns();
  expect(news()).toEqual(['heatmaps']);
  draw(7);
  expect(news()).toEqual([]);
  draw();
  expect(news()).toEqual(['all']);
  pace.news();
  draw(4);
  expect(news()).toEqual([]);
  whole = true;
  draw();
  expect(news()).toEqual(['all']);
});

it('a whole sentence and the end are told at once, and not twice', () => {
  opened();
  pace.news();
  pace.settle();
  const ended: string[][] = [];
  pace.settle(() => ended.push(news()));
  expect(ended).toEqual([['all']]);
  draw(5);
  expect(news()).toEqual([]);
});

it('asks for no frames when all has been told', () => {
  opened();
  pace.columns();
  expect(frames).toHaveLength(1);
  draw(20);
  expect(frames).toEqual([]);
});
