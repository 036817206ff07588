/** When picture, text and views are shown what arrives. */
import { beforeEach, expect, it } from 'vitest';
import { RenderScheduler } from '../../src/store/renderScheduler';

let shown: string[];
let frames: (() => void)[];
let whole: boolean;
let awaited: boolean;
let scheduler: RenderScheduler;

const draw = (count = 1): void => {
  for (let k = 0; k < count; k++) for (const then of frames.splice(0)) then();
};
/** What was shown since this was last asked. */
const news = (): string[] => shown.splice(0);
/** What is shown in each of so many frames, before which `come` happens. */
const byFrame = (count: number, come: () => void = () => {}): string[] =>
  Array.from({ length: count }, () => {
    come();
    draw();
    return news().join(' ');
  });

beforeEach(() => {
  shown = [];
  frames = [];
  whole = true;
  awaited = false;
  scheduler = new RenderScheduler(
    (then) => frames.push(then),
    { isWhole: () => whole, isAwaited: () => awaited },
    (part) => shown.push(part),
  );
});

/** Past the first picture. */
const opened = (): void => {
  scheduler.columnsArrived();
  draw(6);
  expect(news()).toEqual(['picture', 'text', 'views']);
};

it('the first picture is shown before all else, whatever arrives with it', () => {
  const ended: string[][] = [];
  scheduler.dataArrived();
  draw(5);
  scheduler.columnsArrived();
  scheduler.showTextNow();
  scheduler.dataArrived();
  scheduler.showTextNow(() => ended.push(news()));
  expect(news()).toEqual(['picture']);
  draw();
  expect(news()).toEqual([]);
  draw();
  expect(ended).toEqual([['text']]);
});

it('the first sentence is shown whole', () => {
  whole = false;
  scheduler.columnsArrived();
  expect(news()).toEqual(['picture']);
  expect(byFrame(3, () => scheduler.dataArrived())).toEqual(['', '', '']);
  whole = true;
  expect(byFrame(1)).toEqual(['text']);
});

it('half of the first sentence is shown after eight frames without the other half', () => {
  whole = false;
  scheduler.columnsArrived();
  expect(byFrame(8)).toEqual(['picture', '', '', '', '', '', '', 'text']);
});

it('the first columns of a frame are shown at once, the others with the next frame', () => {
  opened();
  whole = false;
  scheduler.dataArrived();
  scheduler.showTextNow();
  expect(news()).toEqual(['text']);
  scheduler.columnsArrived();
  expect(news()).toEqual(['picture']);
  scheduler.columnsArrived();
  expect(news()).toEqual([]);
  expect(byFrame(2)).toEqual(['picture', 'views']);
  scheduler.columnsArrived();
  scheduler.columnsArrived();
  expect(news()).toEqual(['picture']);
});

it('text is shown with a frame and then at every third, the views in the one after each', () => {
  opened();
  expect(byFrame(8, () => scheduler.dataArrived())).toEqual([
    'text',
    'views',
    '',
    'text',
    'views',
    '',
    'text',
    'views',
  ]);
});

it('text shown between two frames is drawn in the next: the views wait for the one after it', () => {
  opened();
  scheduler.dataArrived();
  scheduler.showTextNow();
  expect(news()).toEqual(['text']);
  expect(scheduler.areViewsOutdated).toBe(true);
  expect(byFrame(3)).toEqual(['', 'views', '']);
  expect(scheduler.areViewsOutdated).toBe(false);
});

it('half a sentence is not shown before eight frames have passed', () => {
  opened();
  scheduler.dataArrived();
  draw(2);
  expect(news()).toEqual(['text', 'views']);
  whole = false;
  scheduler.columnsArrived();
  expect(news()).toEqual(['picture']);
  draw(6);
  expect(news()).toEqual([]);
  draw();
  expect(news()).toEqual(['text']);
  scheduler.dataArrived();
  draw(4);
  expect(news()).toEqual(['views']);
  whole = true;
  draw();
  expect(news()).toEqual(['text']);
});

it('while the picture of newer settings is awaited, text and views wait for it and are shown with it', () => {
  opened();
  awaited = true;
  scheduler.dataArrived();
  expect(byFrame(5)).toEqual(['', '', '', '', '']);
  awaited = false;
  scheduler.columnsArrived();
  expect(news()).toEqual(['text']);
  awaited = true;
  expect(byFrame(4)).toEqual(['', '', '', '']);
  awaited = false;
  scheduler.columnsArrived();
  expect(news()).toEqual(['picture', 'views']);
});

it('an awaited picture holds up text and views for at most twelve frames', () => {
  opened();
  scheduler.dataArrived();
  draw(2);
  expect(news()).toEqual(['text', 'views']);
  awaited = true;
  expect(byFrame(14, () => scheduler.dataArrived()).filter((part) => part !== '')).toEqual(['text']);
  expect(byFrame(14).filter((part) => part !== '')).toEqual(['views', 'text']);
});

it('a whole sentence and the end of a run are shown at once, and not twice', () => {
  opened();
  scheduler.dataArrived();
  scheduler.showTextNow();
  const ended: string[][] = [];
  scheduler.showTextNow(() => ended.push(news()));
  expect(ended).toEqual([['text']]);
  draw(5);
  expect(news()).toEqual(['views']);
});

it('requests no frames when everything is shown', () => {
  opened();
  scheduler.columnsArrived();
  expect(frames).toHaveLength(1);
  draw(20);
  expect(frames).toEqual([]);
});
