import type { Browser, BrowserServer } from 'playwright-core';

/** A launched browser; the caller closes it. Throws with instructions when there is none. */
export function launchBrowser(): Promise<Browser>;

/** A browser that other processes connect to through `wsEndpoint()`; the caller closes it. */
export function launchBrowserServer(): Promise<BrowserServer>;
