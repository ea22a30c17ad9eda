import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/modules/accounts/index.ts';
import { act, showsSoon } from './dialog.ts';
import { launchBrowser, noBrowser, type TestBrowser } from './launch.ts';
import { buyer, complaints, dealOf, officer, seller, settle, signIn } from './pages.ts';
import { type Served, serveWorld } from './serve.ts';

let browser: TestBrowser | undefined;
let served: Served;
before(async () => {
  browser = await launchBrowser();
  if (browser) served = await serveWorld(['straight', 'too_dear', 'laned']);
});
after(async () => {
  await browser?.close();
  await served?.close();
});

/** Somebody at a screen of their own, signed in. */
async function person(email: string): Promise<{ page: Page; leave(): Promise<void> }> {
  assert.ok(browser);
  const visitor = await browser.visitor();
  await visitor.page.clock.setFixedTime(served.now);
  await signIn(visitor.page, served, email, DEMO_PASSWORD);
  return {
    page: visitor.page,
    leave: async () => {
      // What the reader's role may not see is asked for and refused; that is no fault of the page.
      assert.deepEqual(
        complaints(visitor).filter((problem) => !/40[34] \(/.test(problem)),
        [],
      );
      await visitor.leave();
    },
  };
}

const shows = (page: Page, text: string): Promise<void> =>
  page.locator('main').getByText(text, { exact: true }).first().waitFor();

test('a buyer and a seller bring a deal from an offer to a funded escrow, each at a screen of their own', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const [buying, selling] = await Promise.all([person(buyer), person(seller)]);

  await buying.page.goto(`${served.address}/market/${await listingOfSeller()}`);
  await buying.page.getByRole('link', { name: 'Ask for a quote' }).click();
  await buying.page.getByLabel('Quantity, pcs').fill('60');
  await buying.page.getByLabel('Deliver to').selectOption({ label: 'Almaty, Kazakhstan' });
  await buying.page.getByLabel('Message to the seller').fill('Wooden crates, please');
  await buying.page.getByRole('button', { name: 'Ask for a quote' }).click();
  await buying.page.waitForURL('**/deals/*');
  await shows(buying.page, 'Quote requested');
  const { pathname } = new URL(buying.page.url());

  await selling.page.goto(`${served.address}/start`);
  const waiting = selling.page.getByRole('table').getByRole('link', { name: 'Offer a quote' });
  await waiting.click();
  await selling.page.waitForURL(`**${pathname}`);
  await shows(selling.page, 'Wooden crates, please');
  await act(selling.page, 'Offer a quote', fillOffer);
  await shows(selling.page, 'Quote offered');

  await buying.page.reload();
  await buying.page.locator('summary', { hasText: 'Landed cost' }).waitFor();
  await act(buying.page, 'Accept the quote');
  await act(buying.page, 'Accept the contract');
  await selling.page.reload();
  await act(selling.page, 'Accept the contract');
  await selling.page.getByText('The deal waits for the buyer to fund the escrow.').waitFor();

  await buying.page.reload();
  await act(buying.page, 'Fund the escrow');
  await shows(buying.page, 'Escrow funded');
  const money = buying.page.locator('section', { has: buying.page.getByRole('heading', { name: 'Money' }) });
  await money.getByText('Paid into escrow').first().waitFor();
  // 60 pieces at 9,000.00 and 1,500.00 of carriage and insurance.
  assert.match((await money.textContent()) ?? '', /541,500\.00 CNY/);
  await looksAtPapers(buying.page);
  const timeline = await buying.page.getByRole('list').filter({ hasText: 'Quote requested' }).textContent();
  for (const event of ['Quote offered', 'Quote accepted', 'Contract concluded', 'Escrow funded'])
    assert.ok(timeline?.includes(event), event);
  await Promise.all([buying.leave(), selling.leave()]);
});

async function listingOfSeller(): Promise<string> {
  const answer = await fetch(`${served.address}/api/v1/listings?q=lithium&limit=100`);
  const { items } = (await answer.json()) as { items: { listing_id: string; seller: { name: string } }[] };
  const own = items.find((item) => item.seller.name === 'Demo Trader China 1');
  assert.ok(own, 'the seller offers batteries');
  return own.listing_id;
}

/** The whole offer as a seller writes it. */
async function fillOffer(dialog: Locator): Promise<void> {
  const fields: Record<string, string> = {
    'Unit price, CNY': '9000',
    Packages: '6',
    'Kind of package': 'crate',
    'Net weight, kg': '1200',
    'Gross weight, kg': '1248',
    'Freight to the frontier, CNY': '900',
    'Freight at the frontier, CNY': '100',
    'Freight beyond the frontier, CNY': '300',
    'Insurance, CNY': '200',
    'Ship by': '2026-04-01',
  };
  for (const [label, value] of Object.entries(fields))
    await dialog.getByLabel(label, { exact: true }).fill(value);
  const choices: Record<string, RegExp> = {
    Route: /Xi.an.*Almaty/,
    'Delivery term': /^CIP/,
    'Named place': /^Almaty/,
    Carrier: /Rail Carrier/,
    'Export broker': /Broker China/,
    'Import broker': /Broker Kazakhstan/,
    Bank: /Settlement Bank/,
  };
  for (const [label, wanted] of Object.entries(choices)) {
    const field = dialog.getByRole('combobox', { name: label, exact: true });
    const option = field.locator('option').filter({ hasText: wanted }).first();
    await option.waitFor({ state: 'attached' });
    await field.selectOption((await option.getAttribute('value')) ?? '');
  }
}

/** Papers come once the escrow is funded; the invoice is a real PDF, and its page says that it is authentic. */
async function looksAtPapers(page: Page): Promise<void> {
  const invoice = page.getByRole('row').filter({ hasText: 'Commercial invoice' });
  await showsSoon(page, invoice);
  const href = await invoice.getByRole('link', { name: /^PDF/ }).getAttribute('href');
  const pdf = await page.request.get(`${served.address}${href}`);
  assert.equal(pdf.headers()['content-type'], 'application/pdf');
  const body = await pdf.body();
  assert.ok(body.length > 5_000, `${body.length} bytes`);
  assert.equal(body.subarray(0, 5).toString(), '%PDF-');
  await invoice.getByRole('link', { name: /^verify/ }).click();
  await page.getByText('Authentic and in force').waitFor();
  await page.goBack();
  await settle(page);
}

test('an officer finds the declaration that waits, states the missing rate with a reason, and accepts', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const { page, leave } = await person(officer);
  await page.goto(`${served.address}/start`);
  await page.getByRole('table').getByRole('link').first().waitFor();
  await page.getByRole('link', { name: 'Declarations' }).click();
  const row = page.getByRole('row').filter({ hasText: 'Yellow' });
  await row.getByText('Import, partner Kazakhstan').waitFor();
  await row.getByRole('link').first().click();
  await page.waitForURL(`**/deals/${dealOf(served, 'laned')}*`);
  await page.getByText('A rate is missing, so the total is not final.').waitFor();

  const supply = page.getByRole('button', { name: /^State what is missing/ });
  for (let round = 0; round < 5 && (await supply.count()) > 0; round += 1) {
    const name = (await supply.textContent()) ?? '';
    await act(page, name, async (dialog) => {
      await dialog.getByRole('textbox').first().fill('9');
      await dialog.getByRole('textbox').last().fill('Stated from the printed tariff of the year');
    });
    await page.getByText(`Done: ${name}`).waitFor();
    await settle(page);
  }
  await act(page, 'Accept');
  const declarations = page.locator('#declarations');
  await showsSoon(page, declarations.locator('article').filter({ hasText: /Import.*Released/ }));
  await leave();
});

for (const [language, words] of Object.entries({
  ru: {
    title: 'Неверный адрес или пароль',
    next: 'Что делать: Проверьте оба',
    action: 'Пополнить эскроу',
    money: /не хватает|недостаточно/i,
    needed: 'Не хватает: ',
  },
  zh: {
    title: '电子邮箱或密码错误',
    next: '怎么办',
    action: '存入托管款',
    money: /不足/,
    needed: '缺少：',
  },
}))
  test(`a refusal says what, by which rule and what next: ${language}`, async (t) => {
    if (!browser) return t.skip(noBrowser);
    const { page, leave } = await browser.visitor();
    await page.clock.setFixedTime(served.now);
    await page.goto(`${served.address}/sign-in?lang=${language}`);
    await page.locator('input[type=email]').fill(buyer);
    await page.locator('input[type=password]').fill('not the password');
    await page.locator('form button[type=submit]').click();
    const card = page.getByRole('alert');
    await card.getByText(words.title).waitFor();
    const said = (await card.textContent()) ?? '';
    assert.ok(said.includes(words.next), said);
    assert.ok(said.includes('accounts.wrong_credentials'), said);

    await page.locator('input[type=password]').fill(DEMO_PASSWORD);
    await page.locator('form button[type=submit]').click();
    await page.waitForURL((url) => url.pathname !== '/sign-in');
    await page.goto(`${served.address}/deals/${dealOf(served, 'too_dear')}?lang=${language}`);
    await settle(page);
    await page.getByRole('button', { name: words.action }).first().click();
    await page.getByRole('dialog').getByRole('button', { name: words.action }).click();
    const refused = page.getByRole('dialog').getByRole('alert');
    await refused.waitFor();
    const why = (await refused.textContent()) ?? '';
    assert.match(why, words.money);
    assert.ok(why.includes(words.needed), why);
    assert.match(why, /payments\./);
    assert.doesNotMatch(why, /"amount"|\{|\[object/, 'amounts are money, not records');
    await leave();
  });
