import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { DEMO_PASSWORD } from '../../src/modules/accounts/index.ts';
import { publishListing } from '../../src/modules/catalogue/index.ts';
import { cases, goodsOf } from '../../src/simulator/cases.ts';
import { demoTraders, memberOf } from '../../src/simulator/organisations.ts';
import { batteryPacks } from '../trading-firms.ts';
import { act } from './dialog.ts';
import { launchBrowser, noBrowser, type TestBrowser, type Visitor } from './launch.ts';
import { buyer, complaints, dealOf, director, institution, seller, settle, signIn } from './pages.ts';
import { sellerOffers } from './seller-offers.ts';
import { type Served, serveWorld } from './serve.ts';

// One request to two sellers, the comparison, a counter-offer, and the contract with a second person's yes.

const pictures = process.env.SAUDA_PICTURES;
let browser: TestBrowser | undefined;
let served: Served;
before(async () => {
  browser = await launchBrowser();
  if (!browser) return;
  served = await serveWorld(['straight']);
});
after(async () => {
  await browser?.close();
  await served?.close();
});

async function person(email: string, options: { phone?: boolean } = {}): Promise<Visitor> {
  assert.ok(browser);
  const visitor = await browser.visitor(options);
  await visitor.page.clock.setFixedTime(served.now);
  await signIn(visitor.page, served, email, DEMO_PASSWORD);
  return visitor;
}

async function listingOf(index: number): Promise<string> {
  const [chosen] = cases;
  const seller = demoTraders('CN')[index];
  assert.ok(chosen && seller);
  const answer = await fetch(`${served.address}/api/v1/listings?hs=${goodsOf(chosen).hs_code}&limit=100`);
  const { items } = (await answer.json()) as {
    items: { listing_id: string; title: string; seller: { org_id: string } }[];
  };
  const own = items.find((item) => item.seller.org_id === seller.org_id && !item.title.includes('container'));
  assert.ok(own, 'the seller offers these goods');
  return own.listing_id;
}

test('one request to two sellers is compared, countered, and becomes a contract with a second person’s yes', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const buying = await person(buyer);
  const { page } = buying;
  const [chosen] = cases;
  assert.ok(chosen);
  const leading = await person(director);
  await leading.page.goto(`${served.address}/organisation`);
  await act(leading.page, 'Set a limit', async (dialog) => {
    await dialog.getByLabel('Limit of one person').fill('1000');
  });
  await leading.page.getByRole('row').filter({ hasText: '1,000.00 CNY' }).waitFor();

  await page.goto(`${served.address}/rfq/new?listing=${await listingOf(0)}`);
  await page.getByLabel('Quantity, pcs').fill(String(goodsOf(chosen).lot_low));
  await page.getByLabel('Deliver to').selectOption({ label: 'Almaty, Kazakhstan' });
  await page.getByRole('checkbox', { name: /Demo Trader China 2 / }).check();
  await page.getByRole('button', { name: 'Ask 2 sellers' }).click();
  await page.waitForURL('**/rfqs/*-*');
  await page.getByText('Waiting for answers').first().waitFor();
  const address = page.url();
  const deals = await page.locator('table a[href^="/deals/"]').evaluateAll((links) =>
    links.map((link) => ({
      name: link.textContent ?? '',
      deal_id: link.getAttribute('href')?.split('/').at(-1) ?? '',
    })),
  );
  assert.equal(deals.length, 2);
  const dealOf = (index: number): string => {
    const found = deals.find((deal) => deal.name === demoTraders('CN')[index]?.name);
    assert.ok(found);
    return found.deal_id;
  };
  await sellerOffers(served, dealOf(0), 0, 100);
  await sellerOffers(served, dealOf(1), 1, 90);
  await page.reload();
  await settle(page);
  const table = page.getByRole('table', { name: 'Answers side by side' });
  const rowOf = (index: number) =>
    table.getByRole('row').filter({ hasText: demoTraders('CN')[index]?.name ?? '' });
  await rowOf(1).getByText('Lowest to the door').waitFor();
  assert.match((await rowOf(0).textContent()) ?? '', /KZT/);
  await look(buying, 'comparison', address);

  await page.goto(`${served.address}/deals/${dealOf(1)}`);
  await act(page, 'Make a counter-offer', async (dialog) => {
    await dialog.getByLabel('Insurance, CNY').fill('12');
  });
  await page.getByRole('heading', { name: 'What each offer changed' }).waitFor();
  await page.getByRole('row').filter({ hasText: 'Insurance' }).first().waitFor();
  assert.equal(
    await page.getByRole('button', { name: 'Accept the quote', exact: true }).count(),
    0,
    'not one’s own',
  );
  await sellerOffers(served, dealOf(1), 1, 91);
  await look(buying, 'changes', page.url());

  await page.goto(address);
  await rowOf(1).getByRole('button', { name: 'Accept' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Accept' }).click();
  await rowOf(1).getByText('Chosen').waitFor();
  await rowOf(0).getByText('Declined').waitFor();

  await page.goto(`${served.address}/deals/${dealOf(1)}`);
  await act(page, 'Accept the contract');
  await page.getByText(/waits for a colleague/).waitFor();
  await look(leading, 'approvals', `${served.address}/approvals`);
  await leading.page.goto(`${served.address}/deals/${dealOf(1)}`);
  await leading.page.getByText(/It is above the limit of one person and waits for you/).waitFor();
  await act(leading.page, 'Approve');
  await leading.page.getByText('The deal waits', { exact: false }).first().waitFor();
  await look(leading, 'rules', `${served.address}/organisation`);
  await look(buying, 'board', `${served.address}/rfqs`);
  for (const visitor of [buying, leading]) {
    assert.deepEqual(
      complaints(visitor).filter((problem) => !/40[34] \(/.test(problem)),
      [],
    );
    await visitor.leave();
  }
});

test('a price step of an offer fills the request, and a finished deal is ordered again', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const buying = await person(buyer);
  const { page } = buying;
  const [selling] = demoTraders('CN');
  assert.ok(selling);
  const steps = (...amounts: string[]) =>
    amounts.map((amount, at) => ({ min_quantity: at === 0 ? '100' : '1000', amount }));
  const offered = await served.app.execute(publishListing, memberOf(selling), {
    ...batteryPacks,
    price_lists: [{ currency: 'CNY', incoterm: 'EXW', place: 'CN-XIAN', tiers: steps('370000', '360000') }],
  });
  assert.ok(!('refusal' in offered), JSON.stringify(offered));

  for (const [table, price, terms] of [
    ['Prices by quantity', '490.00', "FCA Xi'an, USD"],
    ["EXW Xi'an, CNY", '3,600.00', "EXW Xi'an, CNY"],
  ] as const) {
    await page.goto(`${served.address}/market/${offered.listing_id}?lang=en`);
    const step = page.getByRole('table', { name: table }).getByRole('row').filter({ hasText: price });
    await step.getByRole('link', { name: 'Ask at this price' }).click();
    await page.waitForURL('**/rfq/new?*');
    assert.equal(await page.getByLabel('Quantity, pcs').inputValue(), '1000');
    const prices = page.getByLabel('At which prices');
    assert.equal(await prices.evaluate((list: HTMLSelectElement) => list.selectedOptions[0]?.text), terms);
    const currency = terms.slice(-3);
    const asked = page.getByLabel(`Your price for one unit, ${currency}`);
    assert.equal(await asked.inputValue(), price.replace(',', ''));
    await page.getByRole('button', { name: 'Ask for a quote' }).click();
    await page.waitForURL('**/deals/*-*');
    await requestSays(page, ['1,000 pcs', `${price} ${currency}`, terms.slice(0, 3)]);
  }

  const done = dealOf(served, 'straight');
  const seen = await page.request.get(`${served.address}/api/v1/deals/${done}`);
  const { terms } = (await seen.json()) as { terms: Terms };
  const [line] = terms.goods;
  assert.ok(line);
  await page.goto(`${served.address}/deals/${done}?lang=en`);
  await settle(page);
  await act(page, 'Order again');
  await page.waitForURL((url) => /deals\/.*-/.test(url.pathname) && !url.pathname.endsWith(done));
  await requestSays(page, [
    line.description,
    line.hs_code,
    `${Number(line.quantity)} pcs`,
    terms.incoterm,
    terms.price.currency,
  ]);
  await page.getByText('The seller has not offered a quote yet.').waitFor();
  assert.deepEqual(complaints(buying), []);
  await buying.leave();
});

interface Terms {
  goods: { description: string; hs_code: string; quantity: string }[];
  incoterm: string;
  price: { currency: string };
}

/** What stands in the request of the deal that is open. */
async function requestSays(page: Page, words: string[]): Promise<void> {
  const request = page.getByRole('region', { name: 'Request and quotes' });
  for (const word of words) await request.getByText(word).first().waitFor();
}

test('an institution announces a day, firms come, and each finds its own meetings once the plan is published', async (t) => {
  if (!browser) return t.skip(noBrowser);
  const [holding, buying, selling] = [await person(institution), await person(buyer), await person(seller)];
  const { page } = holding;
  await page.goto(`${served.address}/matchmaking`);
  await act(page, 'Announce a day', async (dialog) => {
    await dialog.getByLabel('Name', { exact: true }).fill('Demo day of the tests');
    await dialog.getByLabel('Place', { exact: true }).fill('Demo hall, Almaty');
    await dialog
      .getByLabel('Date', { exact: true })
      .fill(new Date(served.now.getTime() + 20 * 86_400_000).toISOString().slice(0, 10));
  });
  await page.waitForURL('**/matchmaking/*-*');
  await page.getByText('Invite firms').click();
  await page.getByLabel('Choose among').selectOption({ label: 'All trading firms' });
  for (const name of ['Demo Trader Kazakhstan 1', 'Demo Trader China 1'])
    await page.getByRole('checkbox', { name, exact: true }).check();
  await page.getByRole('button', { name: 'Invite firms' }).click();
  await page.getByRole('row').filter({ hasText: 'Demo Trader China 1' }).getByText('Invited').waitFor();

  for (const [{ page: own }, side, firm] of [
    [buying, 'Buy', 'Demo Trader China 1'],
    [selling, 'Sell', 'Demo Trader Kazakhstan 1'],
  ] as const) {
    await own.goto(page.url());
    await act(own, 'Come', async (dialog) => {
      await dialog.getByLabel('You come to').selectOption({ label: side });
      const goods = dialog.getByRole('group', { name: /at most four/ }).getByRole('checkbox');
      await goods.first().waitFor();
      for (let at = 0; at < Math.min(4, await goods.count()); at += 1) await goods.nth(at).check();
    });
    await own.getByText('Your meetings are not published yet.').waitFor();
    assert.equal(await own.getByText(firm).count(), 0, 'nobody sees who else is invited');
  }
  await page.reload();
  await act(page, 'Plan the meetings');
  await page.getByRole('row').filter({ hasText: 'Demo Trader Kazakhstan 1 – Demo Trader China 1' }).waitFor();
  await buying.page.reload();
  await buying.page.getByText('Your meetings are not published yet.').waitFor();
  await act(page, 'Publish');
  await page.getByText('This plan is published.').waitFor();
  for (const [visitor, firm] of [
    [buying, 'Demo Trader China 1'],
    [selling, 'Demo Trader Kazakhstan 1'],
  ] as const) {
    await visitor.page.reload();
    const agenda = visitor.page.getByRole('table', { name: 'Your agenda' });
    await agenda.getByRole('link', { name: firm }).waitFor();
  }
  await look(buying, 'agenda', buying.page.url());
  // The day is over, and the institution says what it saw, first wrongly.
  const day_id = page.url().split('/').at(-1) ?? '';
  await served.app.within(({ tx }) =>
    tx.run('update matching.day set held_on = held_on - 25 where day_id = $1', [day_id]),
  );
  await page.reload();
  await act(page, 'They go on');
  await page.locator('summary', { hasText: 'Correct your word' }).first().click();
  await act(page, 'Correct to: They part');
  await page.getByText('Corrected, before: They go on').first().waitFor();
  await look(holding, 'outcomes', page.url());
  for (const visitor of [holding, buying, selling]) {
    assert.deepEqual(complaints(visitor), []);
    await visitor.leave();
  }
});

/** No page is wider than a phone; every language and a desk too when pictures are wanted. */
async function look(visitor: Visitor, name: string, address: string): Promise<void> {
  const { page } = visitor;
  const before = page.viewportSize();
  for (const lang of pictures ? ['zh', 'en', 'ru'] : ['ru'])
    for (const width of pictures ? [1440, 360] : [360]) {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${address}?lang=${lang}`);
      await settle(page);
      const wide = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      assert.ok(wide <= 0, `${name} in ${lang} at ${width} px is ${wide} px too wide`);
      if (pictures) await visitor.picture(`${pictures}/${name}-${lang}-${width}.png`);
    }
  if (before) await page.setViewportSize(before);
  await page.goto(`${address}?lang=en`);
  await settle(page);
}
