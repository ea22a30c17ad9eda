import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/modules/accounts/index.ts';
import { launchBrowser, noBrowser, type TestBrowser, type Visitor } from './launch.ts';
import { buyer, complaints, seller, settle, signIn } from './pages.ts';
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
  await page.goto(`${served.address}/parcels?lang=zh`);
  await settle(page);
  await picture(visitor, 'parcels-zh-desk');
  assert.deepEqual(complaints(visitor), []);
  await visitor.leave();
});
