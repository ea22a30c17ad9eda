import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page, Request } from 'playwright-core';
import { launchBrowser, noBrowser, type TestBrowser } from './launch.ts';
import {
  everyPage,
  furnishPages,
  passwordOf,
  playedForPages,
  type SeenPage,
  settle,
  signIn,
} from './pages.ts';
import { type Served, serveWorld } from './serve.ts';

declare const axe: { run(options: RunOptions): Promise<AxeResults> };

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PAGE_LIMIT_MS = 45_000;
const PAGES_OF_A_TOUR = 10;
const AT_ONCE = 4;
const phone = { width: 360, height: 740 };
const desk = { width: 1280, height: 900 };
/** Russian words are the longest of the three; what fits in them fits in all. */
const LANGUAGE = 'ru';

let browser: TestBrowser | undefined;
let served: Served;
let pages: SeenPage[] = [];
before(async () => {
  browser = await launchBrowser();
  if (!browser) return;
  served = await serveWorld(playedForPages);
  await furnishPages(served);
  pages = await everyPage(served);
});
after(async () => {
  await browser?.close();
  await served?.close();
});

test('every page that the web app has is among those that are looked at', (t) => {
  if (!browser) return t.skip(noBrowser);
  const routes = readFileSync(new URL('../../web/src/shell/routes.ts', import.meta.url), 'utf8');
  const seen = pages.map(({ path }) => path.replace(/[?#].*/, ''));
  const unseen = [...routes.matchAll(/path: '([^']+)'/g)].filter(([, path = '']) => {
    const shape = new RegExp(`^${path.replace(/\$\w+/g, '[^/]+')}$`);
    return !seen.some((one) => shape.test(one));
  });
  assert.ok(seen.length > 80);
  assert.deepEqual(
    unseen.map(([, path]) => path),
    [],
  );
});

test('WCAG 2.2 AA holds on every page, light on a phone and dark at a desk, and nothing sticks out', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const readers = [...new Set(pages.map((page) => page.as))];
  const tours = readers.flatMap((reader) => toursOf(pages.filter((page) => page.as === reader)));
  const found: string[] = [];
  const walk = async () => {
    for (let tour = tours.shift(); tour; tour = tours.shift()) found.push(...(await lookThrough(tour)));
  };
  await Promise.all(Array.from({ length: AT_ONCE }, walk));
  assert.deepEqual(found, []);
});

/** A reader's pages in pieces, longest readers too, so that no browser waits for another at the end. */
const toursOf = (seen: readonly SeenPage[]): SeenPage[][] =>
  Array.from({ length: Math.ceil(seen.length / PAGES_OF_A_TOUR) }, (_, piece) =>
    seen.slice(piece * PAGES_OF_A_TOUR, (piece + 1) * PAGES_OF_A_TOUR),
  );

/** Pages of one reader: the first is loaded, to the others the app itself goes, as by a link. What is wrong with them. */
async function lookThrough(tour: readonly SeenPage[]): Promise<string[]> {
  assert.ok(browser);
  const found: string[] = [];
  const { page, leave } = await browser.visitor({ phone: true });
  page.setDefaultTimeout(PAGE_LIMIT_MS);
  await page.clock.setFixedTime(served.now);
  const traffic = watchTraffic(page);
  const reader = tour[0]?.as;
  if (reader) await signIn(page, served, reader, passwordOf(reader));
  for (const seen of tour) {
    await page.setViewportSize(phone);
    const address = new URL(seen.path, served.address);
    address.searchParams.set('lang', LANGUAGE);
    if (seen === tour[0]) await page.goto(address.href);
    else {
      await page.evaluate((href) => history.pushState(null, '', href), address.href);
      await traffic.ended();
    }
    await settle(page);
    await wear(page, 'light');
    await seen.act?.(page);
    const over_px = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (over_px > 0) found.push(`${seen.name}: ${over_px} px wider than a phone`);
    if (seen.figures)
      found.push(...(await unopened(page, seen.figures)).map((said) => `${seen.name}: ${said}`));
    // Not as a script of the page: its content security policy lets no foreign one in.
    if (seen === tour[0]) await page.evaluate(axeSource);
    found.push(...(await violations(page)).map((said) => `${seen.name}, phone, light: ${said}`));
    await page.setViewportSize(desk);
    await wear(page, 'dark');
    found.push(...(await violations(page)).map((said) => `${seen.name}, desk, dark: ${said}`));
  }
  await leave();
  return found;
}

/** For how long nothing may be asked for before a page counts as loaded; as the browser's own "network idle". */
const QUIET_MS = 500;

/** The requests of a page, to know when the app has fetched what the page it went to needs. */
function watchTraffic(page: Page): { ended(): Promise<void> } {
  const open = new Set<Request>();
  let last_ms = 0;
  const close = (request: Request): void => {
    open.delete(request);
    last_ms = performance.now();
  };
  page.on('request', (request) => {
    open.add(request);
    last_ms = performance.now();
  });
  page.on('requestfinished', close);
  page.on('requestfailed', close);
  return {
    ended: async () => {
      last_ms = performance.now();
      do {
        // A page that still computes has not asked yet for what it needs.
        await page.evaluate(() => new Promise<void>((done) => requestIdleCallback(() => done())));
        await sleep(QUIET_MS / 10);
      } while (open.size > 0 || performance.now() - last_ms < QUIET_MS);
    },
  };
}

/** Changes the colours as the reader's system would, and waits until the page has followed. */
async function wear(page: Page, colorScheme: 'light' | 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
}

/**
 * Figures that open to nothing, on a page where each is to open to its entries: neither linked themselves, nor in a row
 * that opens (an entry, with what the account had after it), nor nothing, nor printed strong as what the linked ones
 * beside it come to.
 */
function unopened(page: Page, part: string): Promise<string[]> {
  return page.evaluate((selector) => {
    const shown = [...document.querySelectorAll(`:is(${selector}) .amount`)];
    if (shown.length === 0) return ['no figure is shown at all'];
    return shown
      .filter((figure) => /[1-9]/.test(figure.textContent) && !figure.closest('a, strong'))
      .filter((figure) => !figure.closest('tr, li')?.querySelector('a[href]'))
      .map((figure) => `${figure.textContent} opens to nothing`);
  }, part);
}

/** Every rule of WCAG 2.0 to 2.2, levels A and AA, without exception. */
function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { violations } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
      // Style sheets are fetched anew for a rule of experiment only, which is not asked for.
      preload: false,
    });
    return violations.map(
      ({ id, nodes }) =>
        `${id} at ${nodes
          .slice(0, 3)
          .map((node) => `${node.target.join(' ')}: ${node.any[0]?.message ?? node.html.slice(0, 120)}`)
          .join(' | ')}`,
    );
  });
}
