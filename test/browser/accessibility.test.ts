import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';
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

test('WCAG 2.2 AA holds on every page, light on a phone and dark at a desk, and nothing sticks out', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const readers = [...new Set(pages.map((page) => page.as))];
  const found = await Promise.all(readers.map((reader) => lookThrough(reader)));
  assert.deepEqual(found.flat(), []);
});

/** All pages of one reader, each loaded once; what is wrong with them. */
async function lookThrough(reader: string | undefined): Promise<string[]> {
  assert.ok(browser);
  const found: string[] = [];
  const { page, leave } = await browser.visitor({ phone: true });
  page.setDefaultTimeout(PAGE_LIMIT_MS);
  await page.clock.setFixedTime(served.now);
  if (reader) await signIn(page, served, reader, passwordOf(reader));
  for (const seen of pages.filter((other) => other.as === reader)) {
    await page.setViewportSize(phone);
    // The page before is left as it is: only the one to come has to be still.
    await page.emulateMedia({ colorScheme: 'light' });
    const address = new URL(seen.path, served.address);
    address.searchParams.set('lang', LANGUAGE);
    await page.goto(address.href);
    await settle(page);
    await seen.act?.(page);
    const over_px = await page.evaluate(
      () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
    );
    if (over_px > 0) found.push(`${seen.name}: ${over_px} px wider than a phone`);
    // Not as a script of the page: its content security policy lets no foreign one in.
    await page.evaluate(axeSource);
    found.push(...(await violations(page)).map((said) => `${seen.name}, phone, light: ${said}`));
    await page.setViewportSize(desk);
    await wear(page, 'dark');
    found.push(...(await violations(page)).map((said) => `${seen.name}, desk, dark: ${said}`));
  }
  await leave();
  return found;
}

/** Changes the colours as the reader's system would, and waits until the page has followed. */
async function wear(page: Page, colorScheme: 'dark'): Promise<void> {
  await page.emulateMedia({ colorScheme });
  await page.locator(`html[data-mantine-color-scheme=${colorScheme}]`).waitFor();
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  // With reduced motion a colour changes over a hundredth of a millisecond, which still is a frame or two.
  await page.waitForFunction(() => document.getAnimations().length === 0);
}

/** Every rule of WCAG 2.0 to 2.2, levels A and AA, without exception. */
function violations(page: Page): Promise<string[]> {
  return page.evaluate(async () => {
    const { violations } = await axe.run({
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'],
      resultTypes: ['violations'],
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
