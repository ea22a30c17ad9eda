import { mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core';
import { findChromium } from './chromium.ts';

const WAIT_LIMIT_MS = 15_000;

/** A running browser for one test file. */
export interface TestBrowser {
  browser: Browser;
  /** A page of a fresh visitor. `phone` is 360 px wide. Its errors are collected in `problems`. */
  visitor(options?: { phone?: boolean } & BrowserContextOptions): Promise<Visitor>;
  close(): Promise<void>;
}

export interface Visitor {
  page: Page;
  /** Uncaught errors, console errors and answers of 500 and above, as they came. */
  problems: string[];
  /** Writes a picture of the whole page, for a person to look at. */
  picture(file: string): Promise<void>;
  leave(): Promise<void>;
}

/**
 * Starts a real Chromium. Returns undefined where the machine has none and the packages bring none; a test then
 * skips with `noBrowser` as its reason.
 *
 *   const browser = await launchBrowser();
 *   test('…', { skip: browser ? false : noBrowser }, async () => { … });
 */
export async function launchBrowser(): Promise<TestBrowser | undefined> {
  const found = await findChromium();
  if (!found) return undefined;
  const browser = await chromium.launch({
    executablePath: found.path,
    headless: true,
    // Root has no user namespaces to put the sandbox in; the pages are our own.
    chromiumSandbox: false,
    env: { ...definedOnly(process.env), ...found.env },
    args: [
      '--disable-gpu',
      '--disable-quic',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-domain-reliability',
      '--disable-sync',
      '--no-first-run',
      '--no-pings',
      '--font-render-hinting=none',
    ],
  });
  return {
    browser,
    visitor: ({ phone, ...options } = {}) => visit(browser, phone ?? false, options),
    close: () => browser.close(),
  };
}

export const noBrowser = 'no Chromium on this machine: install one or name it in SAUDA_CHROMIUM';

async function visit(browser: Browser, phone: boolean, options: BrowserContextOptions): Promise<Visitor> {
  const context = await browser.newContext({
    viewport: phone ? { width: 360, height: 740 } : { width: 1280, height: 900 },
    locale: 'en-GB',
    timezoneId: 'Asia/Almaty',
    reducedMotion: 'reduce',
    ...options,
  });
  context.setDefaultTimeout(WAIT_LIMIT_MS);
  await context.addInitScript(changeAtOnce);
  const page = await context.newPage();
  const problems: string[] = [];
  page.on('pageerror', (error) => problems.push(`error: ${error.message}`));
  page.on('console', (message) => {
    if (message.type() !== 'error') return;
    const of = /status of 4/.test(message.text()) ? ` ${message.location().url}` : '';
    problems.push(`console: ${message.text()}${of}`);
  });
  page.on('response', (response) => {
    if (response.status() >= 500) problems.push(`${response.status()} ${response.url()}`);
  });
  return {
    page,
    problems,
    picture: async (file) => {
      mkdirSync(dirname(file), { recursive: true });
      await page.screenshot({ path: file, fullPage: true });
    },
    leave: () => context.close(),
  };
}

/**
 * Runs in a page before its own scripts. With reduced motion a colour still changes over a hundredth of a millisecond,
 * and every style is worked out again for each of the frames in between: a third of what a page costs.
 */
function changeAtOnce(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync('*, ::before, ::after { transition: none !important; animation: none !important }');
  document.adoptedStyleSheets.push(sheet);
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  );
}
