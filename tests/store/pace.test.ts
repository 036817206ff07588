/** How often heatmaps, words and views are told of what comes. */
import { beforeEach, expect, it } from 'vitest';
import { Pace } from '../../src/store/pace';

let told: string[];
let frames: (() => void)[];
let whole: boolean;
let awaited: boolean;
let pace: Pace;

const draw = (count = 1): void => {
  for (let k = 0; k < count; k++) for (const then of frames.splice(0)) then();
};
/** What was told since this was last asked. */
const news = (): string[] => told.splice(0);
/** What is told in each of so many frames, before which `come` happens. */
const heard = (count: number, come: () => void = () => {}): string[] =>
  Array.from({ length: count }, () => {
    come();
    draw();
    return news().join(' ');
  });

beforeEach(() => {
  told = [];
  frames = [];
  whole = true;
  awaited = false;
  pace = new Pace(
    (then) => frames.push(then),
    { isWhole: () => whole, isAwaited: () => awaited },
    (whom) => told.push(whom),
  );
});

/** Past the first picture. */
const opened = (): void => {
  pace.columns();
  draw(6);
  expect(news()).toEqual(['heatmaps', 'words', 'views']);
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
  expect(ended).toEqual([['words']]);
});

it('the first sentence is not told by halves, unless its other half keeps the page waiting', () => {
  whole = false;
  pace.columns();
  expect(news()).toEqual(['heatmaps']);
  expect(heard(3, () => pace.news())).toEqual(['', '', '']);
  whole = true;
  expect(heard(1)).toEqual(['words']);
});

it('half of the first sentence is told where the other half is long in coming', () => {
  whole = false;
  pace.columns();
  expect(heard(8)).toEqual(['heatmaps', '', '', '', '', '', '', 'words']);
});

it('the first columns of a frame reach the heatmaps at once, the others with the next frame', () => {
  opened();
  whole = false;
  pace.news();
  pace.settle();
  expect(news()).toEqual(['words']);
  pace.columns();
  expect(news()).toEqual(['heatmaps']);
  pace.columns();
  expect(news()).toEqual([]);
  expect(heard(2)).toEqual(['heatmaps', 'views']);
  pace.columns();
  pace.columns();
  expect(news()).toEqual(['heatmaps']);
});

it('words are told with a frame and then at every third, the views in the one after each', () => {
  opened();
  expect(heard(8, () => pace.news())).toEqual(['words', 'views', '', 'words', 'views', '', 'words', 'views']);
});

it('what is told between two frames is drawn in the next: the views wait for the one after it', () => {
  opened();
  pace.news();
  pace.settle();
  expect(news()).toEqual(['words']);
  expect(pace.owesViews).toBe(true);
  expect(heard(3)).toEqual(['', 'views', '']);
  expect(pace.owesViews).toBe(false);
});

it('half a sentence is not told, unless there is no other for long', () => {
  opened();
  pace.news();
  draw(2);
  expect(news()).toEqual(['words', 'views']);
  whole = false;
  pace.columns();
  expect(news()).toEqual(['heatmaps']);
  draw(6);
  expect(news()).toEqual([]);
  draw();
  expect(news()).toEqual(['words']);
  pace.news();
  draw(4);
  expect(news()).toEqual(['views']);
  whole = true;
  draw();
  expect(news()).toEqual(['words']);
});

it('while a picture is awaited nobody else stands in its way: they are told with it', () => {
  opened();
  awaited = true;
  pace.news();
  expect(heard(5)).toEqual(['', '', '', '', '']);
  awaited = false;
  pace.columns();
  expect(news()).toEqual(['words']);
  awaited = true;
  expect(heard(4)).toEqual(['', '', '', '']);
  awaited = false;
  pace.columns();
  expect(news()).toEqual(['heatmaps', 'views']);
});

it('but not for ever', () => {
  opened();
  pace.news();
  draw(2);
  expect(news()).toEqual(['words', 'views']);
  awaited = true;
  expect(heard(14, () => pace.news()).filter((whom) => whom !== '')).toEqual(['words']);
  expect(heard(14).filter((whom) => whom !== '')).toEqual(['views', 'words']);
});

it('a whole sentence and the end are told at once, and not twice', () => {
  opened();
  pace.news();
  pace.settle();
  const ended: string[][] = [];
  pace.settle(() => ended.push(news()));
  expect(ended).toEqual([['words']]);
  draw(5);
  expect(news()).toEqual(['views']);
});

it('asks for no frames when all has been told', () => {
  opened();
  pace.columns();
  expect(frames).toHaveLength(1);
  draw(20);
  expect(frames).toEqual([]);
});
