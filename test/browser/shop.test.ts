import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Locator, Page } from 'playwright-core';
import sharp from 'sharp';
import { DEMO_PASSWORD } from '../../src/modules/accounts/index.ts';
import { act, give } from './dialog.ts';
import { launchBrowser, noBrowser, type TestBrowser, type Visitor } from './launch.ts';
import { buyer, complaints, seller, settle, signIn } from './pages.ts';
import { sellerOffers } from './seller-offers.ts';
import { type Served, serveWorld } from './serve.ts';

let browser: TestBrowser | undefined;
let served: Served;
before(async () => {
  browser = await launchBrowser();
  if (browser) served = await serveWorld(['requested']);
});
after(async () => {
  await browser?.close();
  await served?.close();
});

/** Where pictures go for a person to look at, when somebody wants them. */
const pictures = process.env.SAUDA_PICTURES;
async function picture(visitor: Visitor, name: string): Promise<void> {
  if (pictures) await visitor.picture(join(pictures, `${name}.png`));
}

const overflow = (page: Page): Promise<number> =>
  page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test('the front and a shop are read without a script, in three languages, and fit a phone', async (t) => {
  if (!browser) return t.skip(noBrowser);
  for (const lang of ['en', 'zh', 'ru']) {
    const visitor: Visitor = await browser.visitor({ phone: true, javaScriptEnabled: false });
    const { page }: { page: Page } = visitor;
    const loaded: string[] = [];
    page.on('request', (request) => loaded.push(request.resourceType()));
    await page.goto(`${served.address}/shop?lang=${lang}&to=KZ`);
    assert.equal(await page.locator('html').getAttribute('lang'), lang);
    assert.ok((await page.locator('ul.shelf > li').count()) > 3);
    assert.ok(((await page.locator('main').textContent()) ?? '').length > 500);
    await picture(visitor, `front-${lang}-phone`);
    await page.locator('h2 a').first().click();
    await page.locator('h1').waitFor();
    await picture(visitor, `shop-${lang}-phone`);
    assert.deepEqual(
      loaded.filter((type) => type !== 'document'),
      [],
      'nothing but the pages themselves is loaded',
    );
    assert.deepEqual(complaints(visitor), []);
    await visitor.leave();
  }
});

/** The cart's link of an offer that can be ordered, in the n-th shop of China on the front. */
async function pickFrom(page: Page, n: number): Promise<void> {
  await page.goto(`${served.address}/shop?lang=en&to=KZ`);
  await page.locator('h2 a', { hasText: 'China' }).nth(n).click();
  await page.getByRole('link', { name: 'Put into the cart' }).first().click();
  await settle(page);
  await page.getByRole('button', { name: 'Put into the cart' }).click();
  await page.waitForURL((url) => !url.search.includes('add='));
  await settle(page);
}

test('from the front through two shops to a cart of two sellers, and to two deals', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const visitor = await browser.visitor();
  const { page } = visitor;
  await signIn(page, served, buyer, DEMO_PASSWORD);
  await page.goto(`${served.address}/shop?lang=en&to=KZ`);
  await picture(visitor, 'front-en-desk');
  await pickFrom(page, 0);
  await pickFrom(page, 1);
  await page.getByRole('button', { name: 'Order: 2 deals' }).waitFor();
  await picture(visitor, 'cart-en-desk');
  await page.setViewportSize({ width: 360, height: 740 });
  await picture(visitor, 'cart-en-phone');
  assert.ok((await overflow(page)) <= 0, 'the cart fits a phone');
  await page.getByRole('button', { name: 'Order: 2 deals' }).click();
  await page.getByText('2 deals are open').waitFor();
  const deals = page.getByRole('listitem').getByRole('link');
  assert.equal(await deals.count(), 2);
  await picture(visitor, 'ordered-en-phone');
  await deals.first().click();
  await settle(page);
  assert.match(page.url(), /\/deals\/[0-9a-f-]{36}/);
  assert.deepEqual(complaints(visitor), []);
  await visitor.leave();
});

/** Fills fields of a dialog by their labels. */
async function fillIn(dialog: Locator, fields: Record<string, string>): Promise<void> {
  for (const [label, value] of Object.entries(fields))
    await dialog.getByLabel(label, { exact: true }).fill(value);
}

/** The day after so many days, as a form takes it. */
const dayIn = (days: number): string =>
  new Date(served.now.getTime() + days * 86_400_000).toISOString().slice(0, 10);

test('from a price in a shop to a file in a message, terms for disputes, and a frame with dated prices', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const [buying, selling] = [await person(buyer), await person(seller)];
  const { page } = buying;
  await page.goto(`${served.address}/shop/demo-trader-china-1?lang=en&to=KZ`);
  const card = page.getByRole('listitem').filter({ hasText: 'Lithium' }).first();
  const [, shown = ''] = /([\d,.]+) CNY/.exec((await card.locator('.price').textContent()) ?? '') ?? [];
  await card.getByRole('link', { name: 'Ask for a quote at this price' }).click();
  const price = page.getByLabel('Your price for one unit, CNY');
  assert.equal(await price.inputValue(), shown.replaceAll(',', ''));
  await page.getByRole('button', { name: 'Ask for a quote' }).click();
  await page.waitForURL('**/deals/*-*');
  const deal_id = new URL(page.url()).pathname.split('/').at(-1) ?? '';

  await page.getByLabel('Your message').fill('The packing list is in the file');
  const paper = { name: 'packing list.csv', mimeType: 'text/csv', buffer: Buffer.from('line;pcs\n1;60\n') };
  await page.locator('input[type=file]').setInputFiles(paper);
  await page.getByRole('button', { name: 'Send', exact: true }).click();
  await page.getByRole('link', { name: paper.name }).waitFor();

  await sellerOffers(served, deal_id, 0, 100);
  await page.reload();
  await act(page, 'Make a counter-offer', async (dialog) => {
    await fillIn(dialog, {
      'Tolerance of quantity, %': '5',
      'Fee for each day of delay, %': '0.5',
      'Fee for delay, at most, %': '10',
      'Time to say what is wrong, days': '21',
      'Who decides disputes, and where': 'Demo Arbitration, Almaty',
    });
    await dialog.getByLabel('Inspection', { exact: true }).selectOption('independent_at_origin');
  });

  await selling.page.goto(`${served.address}/deals/${deal_id}`);
  const changed = selling.page.getByRole('region', { name: /^Offer 2/ }).getByRole('row');
  for (const [name, value] of [
    ['Tolerance of quantity', '5 %'],
    ['Fee for each day of delay', '0.5 %'],
    ['Time to say what is wrong', '21 days'],
    ['Inspection', 'Independent, before departure'],
  ] as const)
    await changed.filter({ hasText: name }).getByText(value).waitFor();
  const [file] = await Promise.all([
    selling.page.waitForEvent('download'),
    selling.page.getByRole('link', { name: paper.name }).click(),
  ]);
  assert.equal(file.suggestedFilename(), paper.name);
  await act(selling.page, 'Accept the quote');
  await act(selling.page, 'Accept the contract');
  await page.reload();
  await act(page, 'Accept the contract');
  await page.getByText('Demo Arbitration, Almaty').first().waitFor();

  await act(page, 'Propose a frame agreement', async (dialog) => {
    await fillIn(dialog, {
      'Lots in all': '6',
      'Valid until': dayIn(200),
      'Step 1: lots in one call (optional)': '3',
      'Step 1: price of one unit, CNY (optional)': '7000',
    });
  });
  await page.waitForURL('**/frames');
  await selling.page.goto(`${served.address}/frames`);
  await act(selling.page, 'Accept');
  await act(selling.page, 'Propose new prices', async (dialog) => {
    await fillIn(dialog, {
      From: dayIn(30),
      'New price of one unit, CNY (optional)': '7500',
      'Step 1: lots in one call (optional)': '2',
      'Step 1: price of one unit, CNY (optional)': '7400',
    });
  });
  await page.reload();
  const row = page.getByRole('row').filter({ hasText: '7,500.00 CNY' });
  await row.getByText('7,000.00 CNY').waitFor();
  await row.getByText('7,400.00 CNY').waitFor();
  await give(row.getByRole('button', { name: 'Accept', exact: true }));
  await row.getByRole('button', { name: 'Accept', exact: true }).waitFor({ state: 'detached' });
  await page.setViewportSize({ width: 360, height: 740 });
  assert.ok((await overflow(page)) <= 0, 'frames fit a phone');
  await picture(buying, 'frames-en-phone');
  await selling.page.setViewportSize({ width: 360, height: 740 });
  const proposed = selling.page.getByRole('listitem').filter({ hasText: '7,400.00 CNY' });
  await proposed.getByText('Prices', { exact: true }).waitFor();
  assert.equal(
    await proposed.getByText('Decision', { exact: true }).count(),
    0,
    'the seller decides nothing',
  );
  await Promise.all([leave(buying), leave(selling)]);
});

/** Somebody at a screen of their own, signed in. */
async function person(email: string): Promise<Visitor> {
  assert.ok(browser);
  const visitor = await browser.visitor();
  await visitor.page.clock.setFixedTime(served.now);
  await signIn(visitor.page, served, email, DEMO_PASSWORD);
  return visitor;
}

/** What is refused, by intent or to the reader's role, is no fault of the page. */
async function leave(visitor: Visitor): Promise<void> {
  assert.deepEqual(
    complaints(visitor).filter((problem) => !/(40[34]|422) \(/.test(problem)),
    [],
  );
  await visitor.leave();
}

test('a merchant changes its shop, and visitors see it', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const visitor = await browser.visitor();
  const { page } = visitor;
  await signIn(page, served, seller, DEMO_PASSWORD);
  await page.goto(`${served.address}/own-shop?lang=en`);
  await settle(page);
  await picture(visitor, 'own-shop-en-desk');
  await page.getByLabel('Name of the shop').fill('Demo <Silk> Shop');
  await page.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Demo <Silk> Shop' }).waitFor();
  const address = await page.getByRole('link', { name: 'Look at the shop' }).getAttribute('href');
  await page.goto(`${served.address}${address}?lang=ru`);
  assert.equal(await page.locator('h1').textContent(), 'Demo <Silk> Shop');
  await arrangePhotos(page);
  await picture(visitor, 'photos-en-desk');
  await page.goto(`${served.address}/parcels?lang=zh`);
  await settle(page);
  await picture(visitor, 'parcels-zh-desk');
  await leave(visitor);
});

/** Puts two photos into an offer, the second before the first, takes the first away, and finds the second in the shop. */
async function arrangePhotos(page: Page): Promise<void> {
  await page.goto(`${served.address}/market?mine=1&lang=en`);
  await page.getByRole('table').getByRole('link').first().click();
  await page.getByRole('heading', { name: 'Photos' }).waitFor();
  const photos = page.getByLabel(/^What photo \d shows/);
  await settle(page);
  while ((await photos.count()) > 0) {
    const left = (await photos.count()) - 1;
    await page.getByRole('button', { name: 'Take photo 1 away' }).click();
    await page.getByLabel(`What photo ${left + 1} shows`).waitFor({ state: 'detached' });
  }
  const drawn = (background: string): Promise<Buffer> =>
    sharp({ create: { width: 60, height: 40, channels: 3, background } })
      .png()
      .toBuffer();
  await page.locator('input[type=file]').setInputFiles([
    { name: 'red.png', mimeType: 'image/png', buffer: await drawn('red') },
    { name: 'blue.png', mimeType: 'image/png', buffer: await drawn('blue') },
    { name: 'program.png', mimeType: 'image/png', buffer: Buffer.from('#!/bin/sh') },
  ]);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  await page.getByText('program.png', { exact: true }).locator('xpath=self::p').waitFor();
  assert.equal(await photos.count(), 2, 'what is no picture is refused, and the others are kept');
  await page.getByLabel('What photo 2 shows').fill('Blue crate');
  await page.getByRole('button', { name: 'Put photo 2 one place forward' }).click();
  await page.getByRole('img', { name: 'Blue crate' }).waitFor();
  assert.equal(await page.getByLabel('What photo 1 shows').inputValue(), 'Blue crate');
  await page.getByRole('button', { name: 'Take photo 2 away' }).click();
  await page.getByLabel('What photo 2 shows').waitFor({ state: 'detached' });
  await page.reload();
  const shown = page.getByRole('img', { name: 'Blue crate' });
  await shown.waitFor();
  await settle(page);
  assert.ok(await shown.evaluate((img: HTMLImageElement) => img.naturalWidth > 0), 'the photo is drawn');
}

test('a person orders without a script and an account; the merchant confirms it and sends a parcel', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const guest = await browser.visitor({ phone: true, javaScriptEnabled: false });
  await guest.page.goto(`${served.address}/shop/demo-trader-china-1?lang=en&to=KZ`);
  const card = guest.page.locator('ul.shelf > li', { hasText: 'footwear, single' });
  await card.getByRole('link', { name: 'Order as a person' }).click();
  await guest.page.getByText('Limit for a person, each parcel').waitFor();
  await picture(guest, 'order-en-phone');
  assert.ok((await overflow(guest.page)) <= 0, 'the order page fits a phone');
  await guest.page.getByLabel('Name').fill('Sample Person');
  await guest.page.getByLabel(/^Address/).fill('Sample street 1, Almaty');
  await guest.page.getByLabel('Telephone').fill('+7 700 000 00 00');
  await guest.page.getByLabel('When it is handed to you').check();
  await guest.page.getByRole('button', { name: /Order and owe/ }).click();
  const title = (await guest.page.locator('h1').textContent()) ?? '';
  assert.match(title, /^Order P-/);
  const merchant = await browser.visitor();
  const { page } = merchant;
  await signIn(page, served, seller, DEMO_PASSWORD);
  await page.goto(`${served.address}/incoming-orders?lang=en`);
  const order = page.getByRole('region', { name: title });
  await order.getByRole('button', { name: 'Confirm' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Confirm' }).click();
  await order.getByRole('button', { name: 'Packed and handed over' }).click();
  await page.getByLabel('Number of the parcel').fill('SAMPLE-1');
  await page.getByRole('dialog').getByRole('button', { name: 'Packed and handed over' }).click();
  await order.getByText('SAMPLE-1').waitFor();
  await page.goto(`${served.address}/parcels?lang=en`);
  await page.getByText('SAMPLE-1').first().waitFor();
  await guest.page.reload();
  assert.match((await guest.page.locator('main').textContent()) ?? '', /Sent[\s\S]*SAMPLE-1/);
  await picture(guest, 'order-sent-en-phone');
  assert.deepEqual([...complaints(guest), ...complaints(merchant)], []);
  await merchant.leave();
  await guest.leave();
});
