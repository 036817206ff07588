/** Opens the built app in the browser that `global-setup.ts` started, and keeps what the page complains about. */
import { type Browser, type BrowserContext, chromium, type Page, type ViewportSize } from 'playwright-core';
import { afterAll, afterEach, expect, inject } from 'vitest';

export interface PageOptions {
  /** After the app's own address: `''` for Explore, `'#v=3&bf=1'`; Lab unless it is given. */
  readonly path?: string;
  readonly viewport?: ViewportSize;
  readonly colorScheme?: 'light' | 'dark' | 'no-preference';
  readonly reducedMotion?: 'reduce' | 'no-preference';
  readonly deviceScaleFactor?: number;
  readonly forcedColors?: 'active' | 'none';
  /** Off unless it is asked for: what a test has the network do must reach the page. */
  readonly serviceWorkers?: 'allow' | 'block';
  /** Before the page is loaded: listeners, routes, scripts of the test's own. */
  readonly prepare?: (page: Page) => Promise<unknown> | void;
}

/** Where all is in sight: what a test says nothing about opens here. */
const LAB = '#show=lab';

let connection: Promise<Browser> | undefined;
const contexts = new Set<BrowserContext>();
const complaints = new WeakMap<Page, string[]>();

/** A page in a context of its own (no storage, no cache of another test), loaded; closed after the test. */
export async function openPage({
  path = LAB,
  viewport = { width: 1280, height: 800 },
  colorScheme = 'light',
  reducedMotion = 'reduce',
  deviceScaleFactor = 1,
  forcedColors = 'none',
  serviceWorkers = 'block',
  prepare,
}: PageOptions = {}): Promise<Page> {
  connection ??= chromium.connect(inject('wsEndpoint'));
  const browser = await connection;
  const context = await browser.newContext({
    viewport,
    colorScheme,
    reducedMotion,
    deviceScaleFactor,
    forcedColors,
    serviceWorkers,
    locale: 'en-GB',
  });
  contexts.add(context);
  const page = await context.newPage();
  const said: string[] = [];
  complaints.set(page, said);
  page.on('console', (message) => {
    if (message.type() === 'error') said.push(`console: ${message.text()} (${message.location().url})`);
  });
  page.on('pageerror', (error) => said.push(`page: ${error.stack ?? error.message}`));
  page.on('crash', () => said.push('page: crashed'));
  page.on('requestfailed', (request) => {
    // A page that navigates away aborts its own requests; everything else is a file that could not be had.
    const reason = request.failure()?.errorText ?? 'failed';
    if (reason !== 'net::ERR_ABORTED') said.push(`network: ${request.url()} ${reason}`);
  });
  page.setDefaultTimeout(30_000); // a word that never comes fails by its own name, before the test's time is up
  await prepare?.(page);
  await page.goto(new URL(path, inject('baseUrl')).href);
  return page;
}

/** Console errors, uncaught exceptions, crashes and failed requests of a page so far. */
function consoleErrors(page: Page): readonly string[] {
  const said = complaints.get(page);
  if (said === undefined) throw new Error('This page was not opened with openPage.');
  return said;
}

/** Fails with the page's complaints, if it has any. */
export function expectNoConsoleErrors(page: Page): void {
  expect(consoleErrors(page)).toEqual([]);
}

afterEach(async () => {
  await Promise.all([...contexts].map((context) => context.close()));
  contexts.clear();
});

afterAll(async () => {
  await (await connection)?.close();
  connection = undefined;
});
