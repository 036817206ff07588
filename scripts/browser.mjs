/**
 * A real Chromium for the tests and tools, whatever the machine has. Candidates are tried in the order of `candidates`
 * below, each by really launching it and looking at what it paints; the first that works is used. When none does, the
 * error says what was tried and what to do: nothing here ever skips silently.
 *
 * CHROME_PATH=/path/to/chrome uses that browser and no other. GC_BROWSER=own|system|unpacked|download|sparticuz|apt
 * tries that one candidate only.
 */
import { spawn } from 'node:child_process';
import { accessSync, constants, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { stripVTControlCharacters } from 'node:util';
import { chromium } from 'playwright-core';

const modules = join(dirname(dirname(fileURLToPath(import.meta.url))), 'node_modules');

const LAUNCH_TIMEOUT_MS = 30_000;
const DOWNLOAD_TIMEOUT_MS = 3 * 60_000;
const APT_TIMEOUT_MS = 10 * 60_000;

const ARGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--disable-dev-shm-usage', // containers give /dev/shm 64 MB, and a page that needs more crashes
];

/** What Playwright's launch and launchServer both take. The sandbox cannot start as root, and only our page is opened. */
function launchOptions(found) {
  const { executablePath, channel, env } = found;
  return {
    headless: true,
    chromiumSandbox: false,
    timeout: LAUNCH_TIMEOUT_MS,
    args: ARGS,
    ...(executablePath && { executablePath }),
    ...(channel && { channel }),
    ...(env && { env: { ...process.env, ...env } }),
  };
}

const say = (message) => console.error(`[browser] ${message}`);

/** The lines of an error or a log that a person can use: no stack frames, at most `count`, and a missing library. */
function essence(text, count = 1) {
  const lines = stripVTControlCharacters(String(text))
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '' && !/^at |^[╔║╚]/.test(line));
  const telling = lines.filter((line) =>
    /loading shared libraries|ENOTFOUND|EAI_AGAIN|ECONN|server returned code/.test(line),
  );
  return [...new Set([...lines.slice(0, count), ...telling.slice(-1)])].join(' · ');
}

/** Runs a command in a process group of its own, so that a time-out ends whatever it started too. */
function run(command, args, { timeout, env }) {
  return new Promise((resolve, reject) => {
    const group = process.platform !== 'win32';
    const child = spawn(command, args, {
      detached: group,
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    const take = (chunk) => {
      output = (output + chunk).slice(-4000);
    };
    child.stdout.on('data', take);
    child.stderr.on('data', take);
    const timer = setTimeout(() => {
      output = `stopped after ${timeout / 1000} s\n${output}`;
      if (group) process.kill(-child.pid, 'SIGKILL');
      else child.kill('SIGKILL');
    }, timeout);
    child.on('error', (error) => {
      clearTimeout(timer);
      reject(error);
    });
    child.on('close', (code) => {
      clearTimeout(timer);
      if (code === 0) resolve(output);
      else reject(new Error(output.trim() || `exit ${code}`));
    });
  });
}

/** The programs of that name on PATH, as `which` finds them. */
function onPath(names) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return names
    .flatMap((name) => folders.map((folder) => join(folder, name)))
    .filter((file) => {
      try {
        accessSync(file, constants.X_OK);
        return true;
      } catch {
        return false;
      }
    });
}

const LINUX_NAMES = [
  'google-chrome',
  'google-chrome-stable',
  'chromium',
  'chromium-browser',
  'chromium-headless-shell',
  'microsoft-edge',
  'microsoft-edge-stable',
];

/** Installed Chrome, Chromium and Edge. On Windows and macOS Playwright knows where the first and the last live. */
function systemBrowsers() {
  if (process.platform === 'linux') return onPath(LINUX_NAMES).map((executablePath) => ({ executablePath }));
  const channels = [{ channel: 'chrome' }, { channel: 'msedge' }];
  const mac = '/Applications/Chromium.app/Contents/MacOS/Chromium';
  return existsSync(mac) ? [...channels, { executablePath: mac }] : channels;
}

async function downloadWithPlaywright() {
  say(
    `none found; trying Playwright's download (about 100 MB, given up after ${DOWNLOAD_TIMEOUT_MS / 60_000} minutes) …`,
  );
  const cli = join(modules, 'playwright-core', 'cli.js');
  await run(process.execPath, [cli, 'install', '--only-shell', '--no-progress', 'chromium'], {
    timeout: DOWNLOAD_TIMEOUT_MS,
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '15000' },
  });
  return [{}];
}

/** Where @sparticuz/chromium is unpacked to (200 MB), one folder a version. Outside node_modules, which `npm ci` empties. */
function unpackedFolder() {
  const { version } = JSON.parse(readFileSync(join(modules, '@sparticuz', 'chromium', 'package.json'), 'utf8'));
  const base = process.env.XDG_CACHE_HOME || join(homedir(), '.cache');
  const name = `sparticuz-chromium-${version}`;
  try {
    mkdirSync(join(base, 'gradient-carousel'), { recursive: true });
    accessSync(join(base, 'gradient-carousel'), constants.W_OK);
    return join(base, 'gradient-carousel', name);
  } catch {
    return join(tmpdir(), `gradient-carousel-${name}`);
  }
}

const sparticuzRuns = process.platform === 'linux' && process.arch === 'x64';

function unpackedBrowser(folder) {
  return {
    executablePath: join(folder, 'chromium'),
    env: {
      LD_LIBRARY_PATH: [join(folder, 'al2023', 'lib'), process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  };
}

function alreadyUnpacked() {
  if (!sparticuzRuns) return [];
  const folder = unpackedFolder();
  return existsSync(folder) ? [unpackedBrowser(folder)] : [];
}

/**
 * Unpacks the Chromium that the npm package @sparticuz/chromium carries, with the libraries and the font it needs on a
 * machine that has neither. It unpacks into TMPDIR, so a process with a TMPDIR of its own does it, and the folder gets
 * its name only when whole. Its own list of arguments is not used: that switches web security off.
 */
async function unpackSparticuz() {
  if (!sparticuzRuns) throw new Error('it is made for Linux on x64 only');
  const folder = unpackedFolder();
  const part = `${folder}.part-${process.pid}`;
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  try {
    say(`unpacking @sparticuz/chromium into ${folder} …`);
    const script = `const { default: chromium } = await import(${JSON.stringify(
      pathToFileURL(join(modules, '@sparticuz', 'chromium', 'build', 'esm', 'index.js')).href,
    )}); await chromium.executablePath();`;
    await run(process.execPath, ['--input-type=module', '--eval', script], {
      timeout: DOWNLOAD_TIMEOUT_MS,
      env: { TMPDIR: part, AWS_LAMBDA_JS_RUNTIME: 'nodejs22.x' }, // the runtime's name makes it unpack its libraries
    });
    // The fonts.conf of the package names folders of its own world.
    writeFileSync(
      join(part, 'fonts.conf'),
      `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig><dir>/usr/share/fonts</dir><dir>${join(folder, 'fonts')}</dir><cachedir>${join(folder, 'font-cache')}</cachedir></fontconfig>
`,
    );
    renameSync(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return [unpackedBrowser(folder)];
}

/** Debian's own packages; the second attempt is for Debian's relatives that have no headless shell. */
async function installWithApt() {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || onPath(['apt-get']).length === 0) {
    throw new Error('only as root on Debian and its relatives');
  }
  say('installing Chromium with apt-get …');
  const options = { timeout: APT_TIMEOUT_MS, env: { DEBIAN_FRONTEND: 'noninteractive' } };
  await run('apt-get', ['update'], options);
  const install = ['install', '-y', '--no-install-recommends', 'fonts-dejavu-core'];
  await run('apt-get', [...install, 'chromium-headless-shell'], options).catch(() =>
    run('apt-get', [...install, 'chromium'], options),
  );
  return systemBrowsers();
}

/** In order. `find` returns the browsers to try, or throws with the reason why there are none. */
const candidates = [
  { id: 'own', label: "Playwright's own browser", find: () => [{}] },
  { id: 'system', label: 'an installed Chrome, Chromium or Edge', find: systemBrowsers },
  { id: 'unpacked', label: '@sparticuz/chromium, unpacked before', find: alreadyUnpacked },
  { id: 'download', label: "Playwright's download", find: downloadWithPlaywright },
  { id: 'sparticuz', label: '@sparticuz/chromium', find: unpackSparticuz },
  { id: 'apt', label: 'apt-get install chromium-headless-shell', find: installWithApt },
];

/** Launches a browser and checks that it runs a page: paints a canvas, reads it back, and has a font to write with. */
async function tryOut(found) {
  const browser = await chromium.launch(launchOptions(found));
  try {
    const page = await browser.newPage();
    const seen = await page.evaluate(() => {
      const context = Object.assign(document.createElement('canvas'), { width: 64, height: 32 }).getContext('2d');
      context.fillStyle = 'rgb(1, 2, 3)';
      context.fillRect(0, 0, 8, 8);
      context.fillStyle = 'black';
      context.font = '20px sans-serif';
      context.fillText('∂E', 16, 26);
      const ink = context.getImageData(16, 0, 48, 32).data.filter((value, at) => at % 4 === 3 && value > 0).length;
      return { pixel: [...context.getImageData(4, 4, 1, 1).data].join(), ink };
    });
    if (seen.pixel !== '1,2,3,255') throw new Error(`its canvas painted ${seen.pixel} for 1,2,3,255`);
    if (seen.ink === 0) throw new Error('it has no font: text paints nothing');
    return browser;
  } catch (error) {
    await browser.close();
    throw error;
  }
}

function instructions(tried) {
  return new Error(
    [
      'No Chromium could be started, so nothing was tested in a real browser. Tried, in this order:',
      ...tried.map(({ what, why }) => `  - ${what}: ${why}`),
      '',
      'Do one of these, then run the command again:',
      '  - install Google Chrome, Chromium or Edge in the usual way for your system;',
      '  - npx playwright-core install --with-deps --only-shell chromium   (downloads one, with its libraries)',
      '  - CHROME_PATH=/path/to/chrome npm test   (uses a browser of your choice)',
    ].join('\n'),
  );
}

function chosen() {
  const only = process.env.GC_BROWSER;
  if (only === undefined || only === '') return candidates;
  const some = candidates.filter(({ id }) => id === only);
  if (some.length > 0) return some;
  throw new Error(`GC_BROWSER=${only} is none of ${candidates.map(({ id }) => id).join(', ')}.`);
}

/** The first browser that works: how to launch it, and it, launched. */
async function firstWorking() {
  const path = process.env.CHROME_PATH;
  if (path) {
    const found = { executablePath: path };
    const browser = await tryOut(found).catch((error) => {
      throw new Error(`CHROME_PATH is set to ${path}, which does not work: ${essence(error.message)}`);
    });
    return { found, browser };
  }
  const tried = [];
  for (const { label, find } of chosen()) {
    try {
      const options = await find();
      if (options.length === 0) tried.push({ what: label, why: 'there is none' });
      for (const found of options) {
        const what = found.executablePath ?? found.channel ?? label;
        try {
          const browser = await tryOut(found);
          say(`${what}, version ${browser.version()}`);
          return { found, browser };
        } catch (error) {
          tried.push({ what, why: essence(error.message) });
        }
      }
    } catch (error) {
      tried.push({ what: label, why: essence(error.message) });
      say(`${label}: ${essence(error.message)}`);
    }
  }
  throw instructions(tried);
}

/** A launched browser; the caller closes it. */
export async function launchBrowser() {
  const { browser } = await firstWorking();
  return browser;
}

/** A browser that other processes connect to through `wsEndpoint()`; the caller closes it. */
export async function launchBrowserServer() {
  const { found, browser } = await firstWorking();
  await browser.close();
  return chromium.launchServer({ ...launchOptions(found), host: '127.0.0.1' });
}

// `node scripts/browser.mjs` says which browser the tests would use.
if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  try {
    await (await launchBrowser()).close();
  } catch (error) {
    console.error(error.message);
    process.exit(1);
  }
}
