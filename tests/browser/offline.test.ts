/** After one visit the page needs no network, a newer one is offered and not forced, and nothing is asked of anybody else. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { preview } from 'vite';
import { expect, inject, it } from 'vitest';
import { expectNoConsoleErrors, openPage } from './harness';
import { finished } from './picture';

/** The service worker has kept all, and answers for the page. */
const kept = (page: Page): Promise<unknown> =>
  page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    if (navigator.serviceWorker.controller !== null) return;
    await new Promise((done) => navigator.serviceWorker.addEventListener('controllerchange', done, { once: true }));
  });

it('opens without a network after one visit, with views that were never opened, files and workers', async () => {
  const page = await openPage({ path: '#v=3&bf=1', serviceWorkers: 'allow' });
  await finished(page);
  await kept(page);
  await page.context().setOffline(true);
  await page.reload();
  await finished(page);
  await page.getByRole('button', { name: 'Gates' }).click();
  await page.locator('.gates-view').waitFor();
  await page.getByRole('radio', { name: 'Lab' }).check({ force: true });
  await page.getByRole('tab', { name: 'Equations' }).click();
  await page.locator('.backward-pass').waitFor();
  await page.getByRole('button', { name: 'Your network' }).click();
  await page.locator('.examples button').first().click();
  await page.getByRole('region', { name: 'Your file' }).waitFor();
  expectNoConsoleErrors(page);
});

it('offers a newer page, and takes it when asked', async () => {
  const site = await mkdtemp(join(tmpdir(), 'gradient-carousel-'));
  await cp(inject('outDir'), site, { recursive: true });
  const server = await preview({
    configFile: false,
    appType: 'mpa',
    logLevel: 'silent',
    build: { outDir: site },
    preview: { host: '127.0.0.1', port: 0, open: false },
  });
  try {
    const address = server.httpServer.address();
    if (address === null || typeof address === 'string') throw new Error(`The server listens on ${address}.`);
    const at = `http://127.0.0.1:${address.port}/`;
    const page = await openPage({ path: `${at}#v=3&bf=1`, serviceWorkers: 'allow' });
    await kept(page);
    const html = await readFile(join(site, 'index.html'), 'utf8');
    await writeFile(join(site, 'index.html'), html.replace('<title>', '<title>Newer: '));
    const worker = await readFile(join(site, 'sw.js'), 'utf8');
    const [entry, revision] = /url:.index\.html.,revision:.(\w+)./.exec(worker) ?? [];
    if (entry === undefined || revision === undefined)
      throw new Error('index.html is not among the files that are kept');
    await writeFile(join(site, 'sw.js'), worker.replace(entry, entry.replace(revision, 'newer')));
    await page.reload();
    expect(await page.title()).not.toContain('Newer');
    await page.getByText('A newer version of this page is ready').waitFor();
    await Promise.all([page.waitForEvent('load'), page.getByRole('button', { name: 'Use it now' }).click()]);
    expect(await page.title()).toContain('Newer');
    expect(new URL(page.url()).hash).toContain('bf=1');
    expectNoConsoleErrors(page);
  } finally {
    await server.close();
    await rm(site, { recursive: true, force: true });
  }
});

it('allows nothing but its own files, and asks nobody else for any', async () => {
  const asked: string[] = [];
  const page = await openPage({
    path: '',
    prepare: (opened) => {
      opened.on('request', (request) => asked.push(request.url()));
    },
  });
  await finished(page);
  const { origin } = new URL(inject('baseUrl'));
  expect(asked.length).toBeGreaterThan(3);
  expect(asked.filter((url) => !url.startsWith(`${origin}/`) && !/^(blob|data):/.test(url))).toEqual([]);
  // The policy is in force: a script in the markup and a request elsewhere are refused.
  const refused = await page.evaluate(async () => {
    const found: string[] = [];
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => found.push(effectiveDirective));
    const script = document.createElement('script');
    script.textContent = 'window.ran = true';
    document.body.append(script);
    await fetch('https://example.com/').catch(() => undefined);
    await new Promise((done) => setTimeout(done));
    return { found: found.sort(), ran: 'ran' in window };
  });
  expect(refused).toEqual({ found: ['connect-src', 'script-src-elem'], ran: false });
  // Text as code is refused too; a browser that is driven from outside makes an exception for who drives it.
  const policy = await page.locator('meta[http-equiv]').getAttribute('content');
  expect(policy).toMatch(/(^|; )script-src 'self';/);
});

it('ships the licences of all that it is made of, and links to them', async () => {
  const page = await openPage();
  await page.getByRole('button', { name: 'How to read this page' }).click();
  const link = page.getByRole('dialog').getByRole('link', { name: 'Licences' });
  const text = await (await page.request.get(new URL((await link.getAttribute('href')) ?? '', page.url()).href)).text();
  for (const name of ['Gradient Carousel', 'react', 'pure-rand', 'd3-scale', 'workbox-precaching', 'fflate', 'temml'])
    expect(text).toMatch(new RegExp(`^## ${name}\\b`, 'm'));
  expect(text).toContain('Permission is hereby granted');
});
