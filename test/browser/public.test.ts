import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/modules/accounts/index.ts';
import { launchBrowser, noBrowser, type TestBrowser, type Visitor } from './launch.ts';
import { buyer, complaints, dealOf, documentOf, settle, signIn } from './pages.ts';
import { type Served, serveWorld } from './serve.ts';

let browser: TestBrowser | undefined;
let served: Served;
before(async () => {
  browser = await launchBrowser();
  if (browser) served = await serveWorld(['straight', 'straight', 'value_mismatch']);
});
after(async () => {
  await browser?.close();
  await served?.close();
});

/** What a visitor sees and does; at the end nothing may have gone wrong on the way. */
function asVisitor(name: string, look: (page: Page, visitor: Visitor) => Promise<void>): void {
  test(name, async (t) => {
    if (!browser) return t.skip(noBrowser);
    const visitor = await browser.visitor();
    await visitor.page.clock.setFixedTime(served.now);
    await look(visitor.page, visitor);
    assert.deepEqual(complaints(visitor), []);
    await visitor.leave();
  });
}

const open = async (page: Page, path: string): Promise<void> => {
  await page.goto(`${served.address}${path}`);
  await settle(page);
};
const search = (page: Page): URLSearchParams => new URL(page.url()).searchParams;

asVisitor(
  'the overview shows figures, the map and the trend, whose table and file say the same',
  async (page) => {
    await open(page, '/');
    const map = page.getByRole('img', { name: 'Map of the corridor' });
    await map.waitFor();
    assert.ok((await map.locator('text').allTextContents()).includes('Lanzhou'));
    const figure = page.getByRole('link', { name: /^Two-way trade with Central Asia/ });
    assert.match((await figure.locator('..').locator('..').textContent()) ?? '', /106\.3bn USD.*2025/);

    const chart = page.locator('section', { has: page.getByRole('heading', { name: /went from/ }) });
    const lines = chart.getByRole('img').first();
    await lines.waitFor();
    assert.ok((await lines.locator('circle').count()) >= 6);
    await chart.getByRole('button', { name: 'Table' }).click();
    const rows = chart.getByRole('table').getByRole('row');
    await rows.nth(1).waitFor();
    assert.equal(search(page).get('view'), 'table');
    assert.match((await rows.filter({ hasText: '2025' }).first().textContent()) ?? '', /106,300,000,000/);

    const href = await chart.getByRole('link', { name: 'Download CSV' }).getAttribute('href');
    const file = await page.request.get(`${served.address}${href}`);
    assert.match(file.headers()['content-type'] ?? '', /^text\/csv/);
    assert.match(await file.text(), /106300000000/);
  },
);

asVisitor(
  'two countries side by side: what is chosen stands in the address, demonstration figures say so',
  async (page) => {
    await open(page, '/statistics/bilateral');
    await page.getByRole('heading', { level: 1, name: 'Trade of China with Kazakhstan' }).waitFor();
    await page.getByLabel('Trade with').selectOption('KG');
    await page.getByRole('heading', { level: 1, name: 'Trade of China with Kyrgyzstan' }).waitFor();
    assert.equal(search(page).get('partner'), 'KG');
    await page.getByLabel('Trade with').selectOption('KZ');
    await page.getByLabel('Source').selectOption('demo');
    await page.getByText('They say nothing about real trade', { exact: false }).waitFor();
    await page.getByLabel('Period').selectOption('M');
    await page.getByRole('button', { name: 'Table' }).click();
    await page.getByRole('table').waitFor();
    const address = page.url();
    await page.reload();
    await page.getByRole('table').waitFor();
    assert.equal(page.url(), address);
    const href = await page.getByRole('link', { name: 'Download CSV' }).getAttribute('href');
    const file = await page.request.get(`${served.address}${href}`);
    assert.equal(file.status(), 200);
    assert.match(await file.text(), /demo/);
  },
);

asVisitor('the market is searched and filtered in the address; reload and back keep it', async (page) => {
  await open(page, '/market');
  assert.equal(await page.getByRole('table').getByRole('row').count(), 21);
  await page.getByLabel('What do you need?').fill('battery');
  await page.getByRole('button', { name: 'Search' }).click();
  await page.waitForURL((url) => url.searchParams.get('q') === 'battery');
  await settle(page);
  for (const row of await page.getByRole('table').locator('tbody tr').all())
    assert.match((await row.textContent()) ?? '', /battery/i);
  await page.getByLabel('Origin').selectOption('CN');
  await page.waitForURL((url) => url.searchParams.get('country') === 'CN');
  await page.reload();
  await settle(page);
  assert.equal(await page.getByLabel('What do you need?').inputValue(), 'battery');
  assert.equal(await page.getByLabel('Origin').inputValue(), 'CN');
  await page.goBack();
  await page.waitForURL((url) => !url.searchParams.has('country'));
  assert.equal(search(page).get('q'), 'battery');
  await page.goBack();
  await page.waitForURL((url) => !url.searchParams.has('q'));
  assert.equal(await page.getByLabel('What do you need?').inputValue(), '');

  await page.goto(`${served.address}/market?q=nothing-is-called-so`);
  await page.getByText('Nothing on offer fits this search.').waitFor();
  await page.getByRole('link', { name: 'Clear the filters' }).click();
  await page.getByRole('table').waitFor();
});

asVisitor(
  'an offer shows its prices by quantity and leads to the quote by way of the sign-in',
  async (page) => {
    await open(page, '/market?q=battery');
    await page.getByRole('table').locator('tbody a').first().click();
    await page.getByRole('heading', { name: 'Prices by quantity' }).waitFor();
    assert.ok((await page.getByRole('table').locator('tbody tr').count()) >= 2);
    assert.match((await page.locator('main').textContent()) ?? '', /850760/);
    await page.getByRole('link', { name: 'Ask for a quote' }).click();
    await page.getByText('Sign in to see this page.').waitFor();
    await page.locator('main').getByRole('link', { name: 'Sign in' }).click();
    await page.waitForURL('**/sign-in?*');
    assert.match(search(page).get('next') ?? '', /^\/rfq\/new\?listing=/);
  },
);

asVisitor(
  'a real document is authentic, a changed one is not, and a foreign file is said to be one',
  async (page) => {
    const { record, pdf } = await issuedDocument();
    const check = async (name: string, mimeType: string, buffer: Buffer): Promise<string> => {
      await open(page, '/verify');
      await page.locator('input[type=file]').setInputFiles({ name, mimeType, buffer });
      const verdict = page.locator('[aria-live] h2').first();
      await verdict.waitFor();
      return (await verdict.textContent()) ?? '';
    };
    assert.match(await check('invoice.pdf', 'application/pdf', pdf), /^Authentic and in force/);
    await page.getByText('What was signed').waitFor();
    assert.match(
      await check('invoice.json', 'application/json', Buffer.from(JSON.stringify(record))),
      /^Authentic/,
    );
    const dearer = JSON.stringify(record).replace(/"amount":"\d+"/, '"amount":"1"');
    assert.notEqual(dearer, JSON.stringify(record));
    assert.match(await check('invoice.json', 'application/json', Buffer.from(dearer)), /^Altered/);
    const touched = Buffer.from(pdf);
    touched[Math.floor(touched.length / 3)] = (touched[Math.floor(touched.length / 3)] ?? 0) ^ 1;
    assert.match(await check('invoice.pdf', 'application/pdf', touched), /^Altered/);
    assert.match(await check('note.txt', 'text/plain', Buffer.from('a letter')), /^Nothing signed by Sauda/);
  },
);

/** An invoice of a played deal, as its buyer gets it: the signed record and the PDF. */
async function issuedDocument(): Promise<{ record: object; pdf: Buffer }> {
  assert.ok(browser);
  const { page, leave } = await browser.visitor();
  await signIn(page, served, buyer, DEMO_PASSWORD);
  const deal_id = dealOf(served, 'straight');
  const address = `${served.address}/api/v1/deals/${deal_id}/documents/${await documentOf(served, deal_id)}`;
  const record = (await (await page.request.get(address)).json()) as object;
  const pdf = await (await page.request.get(`${address}/pdf`)).body();
  await leave();
  return { record, pdf };
}

asVisitor(
  'English, Chinese, Russian: words, page language and title change at once and stay',
  async (page) => {
    await open(page, '/');
    const heading = page.getByRole('heading', { level: 1 });
    const says = {
      en: 'The China–Central Asia corridor',
      zh: '中国—中亚走廊',
      ru: 'Коридор Китай — Центральная Азия',
    };
    for (const [language, words] of Object.entries(says)) {
      await page.locator('header select').selectOption(language);
      await heading.filter({ hasText: words }).waitFor();
      assert.match((await page.locator('html').getAttribute('lang')) ?? '', new RegExp(`^${language}`));
      assert.ok((await page.title()).includes(words));
      await page.waitForURL((url) => url.searchParams.get('lang') === language);
    }
    await page.goto(`${served.address}/market`);
    await page.getByRole('heading', { level: 1, name: 'Рынок' }).waitFor();
  },
);

asVisitor('the keyboard alone reaches the page, the search and the sign-in', async (page) => {
  await open(page, '/market');
  await page.keyboard.press('Tab');
  assert.equal(await focused(page), 'Skip to the page');
  await page.keyboard.press('Enter');
  await tabTo(page, 'What do you need?');
  await page.keyboard.type('laptop');
  await page.keyboard.press('Enter');
  await page.waitForURL((url) => url.searchParams.get('q') === 'laptop');
  await page.reload();
  await settle(page);
  await tabTo(page, 'Sign in');
  await page.keyboard.press('Enter');
  await page.waitForURL('**/sign-in*');
  await tabTo(page, 'E-mail');
  await page.keyboard.type(buyer);
  await tabTo(page, 'Password');
  await page.keyboard.type(DEMO_PASSWORD);
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: 'Sign out' }).waitFor();
});

/** What has the focus, by its label or its text. */
function focused(page: Page): Promise<string> {
  return page.evaluate(() => {
    const element = document.activeElement;
    const label = element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : undefined;
    return (label ?? element?.textContent ?? '').replace('*', '').trim();
  });
}

async function tabTo(page: Page, name: string): Promise<void> {
  const passed: string[] = [];
  for (let step = 0; step < 40; step += 1) {
    await page.keyboard.press('Tab');
    await sleep(10);
    const here = await focused(page);
    if (here === name) return;
    passed.push(here);
  }
  assert.fail(`${name} is not reached by Tab: ${passed.join(' · ')}`);
}
