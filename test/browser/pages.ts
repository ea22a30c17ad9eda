import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { assert, mustSucceed } from '../../src/kernel/refusal.ts';
import { DEMO_PASSWORD } from '../../src/modules/accounts/index.ts';
import { connectMarketplace } from '../../src/modules/marketplaces/index.ts';
import { askSellers } from '../../src/modules/quoting/index.ts';
import { makeRelease } from '../../src/modules/releases/index.ts';
import { stopTypesetting } from '../../src/platform/typesetting/index.ts';
import { cases, goodsOf } from '../../src/simulator/cases.ts';
import { demoListings } from '../../src/simulator/listings.ts';
import { requestOf } from '../../src/simulator/offer.ts';
import { demoService, demoTraders, memberOf } from '../../src/simulator/organisations.ts';
import { playDay } from '../../src/simulator/play-day.ts';
import { bringFigures, revisedRows, syntheticRows } from './figures.ts';
import type { Visitor } from './launch.ts';
import type { Played, Served } from './serve.ts';

/** A page as somebody sees it. */
export interface SeenPage {
  name: string;
  path: string;
  /** Demonstration account that looks at it; without one, a visitor. */
  as?: string;
  /** What is done on it before it is looked at. */
  act?: (page: Page) => Promise<void>;
  /** The part of it in which every figure of the ledger opens to its entries. */
  figures?: string;
}

export const buyer = 'buyer.kz@demo.sauda.example';
export const seller = 'seller.cn@demo.sauda.example';
export const carrier = 'carrier@demo.sauda.example';
export const institution = 'institution.kz@demo.sauda.example';
/** Administers the buyer's firm. */
export const director = 'director.kz@demo.sauda.example';
export const arbiter = 'institution.cn@demo.sauda.example';
export const operator = 'operator@demo.sauda.example';
export const bank = 'bank@demo.sauda.example';
export const secondClerk = 'bank.second@demo.sauda.example';
export const treasurer = 'treasury@demo.sauda.example';
export const secondTreasurer = 'treasury.second@demo.sauda.example';
export const officer = 'customs.cn@demo.sauda.example';

/** Signs up before the pages are looked at; a demonstration account has no second factor. */
export const newcomer = { email: 'newcomer@outside.example', password: 'a-long-one-of-my-own-42' };
/** What a reader signs in with. */
export const passwordOf = (reader: string): string =>
  reader === newcomer.email ? newcomer.password : DEMO_PASSWORD;

/** Deals that between them show every part of the deal page. */
export const playedForPages = [
  'straight',
  'value_mismatch',
  'damaged',
  'quote_expired',
  'requested',
  'quoted',
  'contracted',
  'laned',
  'shipped',
] as const satisfies Played[];

/** Every page of the web app, the signed-in ones for each kind of reader that sees them differently. */
export async function everyPage(served: Served): Promise<SeenPage[]> {
  const deal = (played: (typeof playedForPages)[number]): string => `/deals/${dealOf(served, played)}`;
  const listing_id = await firstListing(served);
  const need_id = await firstNeed(served);
  const document_id = await documentOf(served, dealOf(served, 'straight'));
  const { inquiry_id, connection_id, own_listing_id, transfer_id, firm_org_id, day_id } =
    await furnishTrade(served);
  return [
    { name: 'cart', path: '/cart', as: buyer },
    { name: 'own-shop', path: '/own-shop', as: seller },
    { name: 'parcels', path: '/parcels', as: seller },
    { name: 'returns', path: '/returns', as: buyer },
    { name: 'incoming-orders', path: '/incoming-orders', as: seller },
    { name: 'overview', path: '/' },
    { name: 'overview-table', path: '/?view=table' },
    { name: 'bilateral', path: '/statistics/bilateral' },
    { name: 'bilateral-table', path: '/statistics/bilateral?view=table' },
    { name: 'bilateral-demo', path: '/statistics/bilateral?source=demo&frequency=M' },
    { name: 'bilateral-none', path: '/statistics/bilateral?reporter=TM&partner=TJ&source=own' },
    { name: 'countries', path: '/statistics/countries' },
    { name: 'country', path: '/statistics/countries/KZ' },
    { name: 'country-table', path: '/statistics/countries/CN?view=table' },
    { name: 'ranking', path: '/statistics/ranking?period=2024' },
    { name: 'ranking-chart', path: '/statistics/ranking?period=2024&view=chart' },
    { name: 'mirror', path: '/statistics/mirror' },
    { name: 'mirror-table', path: '/statistics/mirror?view=table' },
    { name: 'structure', path: `/statistics/structure?${goods}&period=2023` },
    { name: 'structure-table', path: `/statistics/structure?${goods}&period=2023&by=chapter&view=table` },
    { name: 'structure-none', path: '/statistics/structure?source=official' },
    { name: 'prices', path: `/statistics/prices?${goods}&hs=TOTAL` },
    { name: 'prices-table', path: `/statistics/prices?${goods}&hs=TOTAL&view=table` },
    { name: 'prices-none', path: '/statistics/prices?source=official' },
    { name: 'changes', path: '/statistics/changes?source=comtrade' },
    { name: 'changes-table', path: '/statistics/changes?source=comtrade&view=table' },
    { name: 'changes-first', path: '/statistics/changes?source=official' },
    { name: 'groups', path: '/statistics/groups' },
    { name: 'group', path: '/statistics/groups/new_trio:broad-1' },
    { name: 'product', path: '/statistics/products/8507' },
    { name: 'explorer', path: '/statistics/explorer?measure=growth' },
    { name: 'releases', path: '/releases' },
    { name: 'release', path: '/releases/2025' },
    { name: 'claims', path: '/claims' },
    { name: 'claims-differs', path: '/claims?verdict=differs' },
    { name: 'market', path: '/market' },
    { name: 'market-search', path: '/market?q=battery&seller_country=CN' },
    { name: 'import', path: '/market/import', as: seller },
    { name: 'searches', path: '/market/searches', as: buyer },
    { name: 'market-none', path: '/market?q=zzzzzz' },
    { name: 'listing', path: `/market/${listing_id}` },
    { name: 'firm', path: `/firms/${firm_org_id}`, as: buyer },
    { name: 'verify', path: '/verify' },
    { name: 'verify-document', path: `/verify/${document_id}` },
    { name: 'sign-in', path: '/sign-in' },
    { name: 'sign-up', path: '/sign-up' },
    { name: 'join', path: '/join#00000000-0000-7000-8000-000000000000.unknown' },
    { name: 'not-found', path: '/nowhere' },
    { name: 'start-visitor', path: '/start' },
    { name: 'start-buyer', path: '/start', as: buyer },
    { name: 'deals', path: '/deals', as: buyer },
    { name: 'rfq', path: `/rfq/new?listing=${listing_id}`, as: buyer },
    { name: 'rfqs', path: '/rfqs', as: buyer },
    { name: 'rfq-answers', path: `/rfqs/${inquiry_id}`, as: buyer },
    { name: 'frames', path: '/frames', as: buyer },
    { name: 'marketplaces', path: '/marketplaces', as: seller },
    { name: 'marketplace', path: `/marketplaces/${connection_id}`, as: seller },
    { name: 'listing-change', path: `/market/${own_listing_id}/change`, as: seller },
    { name: 'wallet', path: '/wallet?from=2026-01-01', as: buyer, figures: 'main' },
    { name: 'statement', path: '/wallet?account=wallet:CNY', as: buyer, figures: 'main' },
    { name: 'transfer', path: `/wallet/transfers/${transfer_id}`, as: buyer },
    { name: 'positions', path: '/treasury?currency=KZT', as: treasurer },
    { name: 'limits', path: '/treasury/limits?currency=KZT', as: treasurer, figures: 'main' },
    { name: 'netting', path: '/treasury/netting', as: treasurer },
    { name: 'unmatched-treasury', path: '/treasury/unmatched', as: treasurer },
    { name: 'unmatched-bank', path: '/treasury/unmatched', as: bank },
    { name: 'exchange', path: '/exchange', as: buyer },
    { name: 'payouts', path: '/payouts', as: seller },
    { name: 'approvals-bank', path: '/approvals', as: bank },
    { name: 'approvals-treasury', path: '/approvals', as: treasurer },
    { name: 'trial balance', path: '/wallet/trial-balance', as: buyer, figures: 'main' },
    { name: 'entries', path: '/wallet/entries?account=wallet:CNY', as: buyer, figures: 'main' },
    { name: 'account', path: '/account', as: buyer },
    { name: 'notices', path: '/notices', as: director },
    { name: 'account-totp', path: '/account', as: newcomer.email, act: enrol },
    { name: 'listing-new', path: '/market/new', as: buyer },
    { name: 'market-own', path: '/market?mine=1', as: buyer },
    { name: 'needs', path: '/needs', as: buyer },
    { name: 'need-new', path: '/needs/new', as: buyer },
    { name: 'need', path: `/needs/${need_id}`, as: buyer },
    { name: 'need-institution', path: `/needs/${need_id}`, as: institution },
    { name: 'organisation', path: '/organisation', as: buyer },
    { name: 'deal-closed', path: deal('straight'), as: buyer, figures: 'section:has(#entries)' },
    {
      name: 'deal-damaged',
      path: `${deal('damaged')}?money=held`,
      as: buyer,
      figures: 'section:has(#entries)',
    },
    { name: 'deal-quoted', path: deal('quoted'), as: buyer },
    { name: 'deal-contracted', path: deal('contracted'), as: buyer },
    { name: 'deal-requested', path: deal('requested'), as: seller },
    { name: 'deal-lapsed', path: deal('quote_expired'), as: seller },
    { name: 'start-carrier', path: '/start', as: carrier },
    { name: 'deal-shipped', path: deal('shipped'), as: carrier },
    { name: 'start-officer', path: '/start', as: officer },
    { name: 'customs', path: '/customs', as: officer },
    { name: 'onboarding', path: '/onboarding', as: institution },
    { name: 'days', path: '/matchmaking', as: institution },
    { name: 'day', path: `/matchmaking/${day_id}`, as: institution },
    { name: 'day-table', path: `/matchmaking/${day_id}?list=door`, as: institution },
    { name: 'day-firm', path: `/matchmaking/${day_id}`, as: buyer },
    { name: 'screening', path: '/screening', as: operator },
    { name: 'customs-released', path: '/customs?state=released', as: officer },
    { name: 'deal-laned', path: deal('laned'), as: officer },
  ];
}

/** Goes as far as the QR code and the backup codes of a second factor; it is not on before a first code. */
async function enrol(page: Page): Promise<void> {
  const { language } = await page.evaluate(() => ({ language: document.documentElement.lang.slice(0, 2) }));
  const file = new URL(`../../web/src/locales/${language}/account.json`, import.meta.url);
  const words: Record<string, string> = JSON.parse(readFileSync(file, 'utf8'));
  await page.getByRole('button', { name: words['totp.turn_on'] ?? '' }).click();
  await page.locator('input[type=password]').fill(newcomer.password);
  await page.locator('form button[type=submit]').click();
  await page.getByRole('img', { name: words['totp.qr'] ?? '' }).waitFor();
}

/** Figures of goods, a revision, a release and an account of its own, for the pages that show them. */
export async function furnishPages({ app, address }: Served): Promise<void> {
  await bringFigures(app, 'comtrade', syntheticRows(), revisedRows());
  mustSucceed(await makeRelease((work) => app.within(work), { period: '2025' }), 'releasing');
  await stopTypesetting();
  const signedUp = await fetch(`${address}/api/v1/sign-up`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'sign-up-of-a-newcomer' },
    body: JSON.stringify({ ...newcomer, name: 'Newcomer' }),
  });
  assert(signedUp.ok, `a newcomer signs up: ${signedUp.status}`);
  await furnishNotices(address);
}

/** An address of the buyer's firm that nobody listens at, and a notice that is pushed there. */
async function furnishNotices(address: string): Promise<void> {
  let cookie = '';
  const post = async (path: string, body: object): Promise<Response> => {
    const answer = await fetch(`${address}/api/v1${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': `furnish-${path}`, cookie },
      body: JSON.stringify(body),
    });
    assert(answer.ok, `${path}: ${answer.status}`);
    return answer;
  };
  const signedIn = await post('/sign-in', { email: director, password: DEMO_PASSWORD });
  cookie = signedIn.headers
    .getSetCookie()
    .map((one) => one.split(';')[0])
    .join('; ');
  await post('/notice-endpoints', { url: 'http://127.0.0.1:9/notices' });
  await post('/notice-tests', {});
}

/** A request to two sellers without answers, a shop at a marketplace, an offer of the seller's and a transfer of the buyer's. */
async function furnishTrade({ app }: Served): Promise<Record<`${string}_id`, string>> {
  const [chosen] = cases;
  const [asking] = demoTraders('KZ');
  const [first, second] = demoTraders('CN');
  assert(chosen && asking && first && second, 'there are traders on both sides');
  const request = requestOf(chosen, goodsOf(chosen).lot_low, '');
  const goods = request.goods.map(({ listing_id: _one, ...line }) => line);
  const sellers = [first, second].map(({ org_id }) => ({ seller_org_id: org_id }));
  const asked = await app.execute(askSellers, memberOf(asking), { sellers, request: { ...request, goods } });
  const connected = await app.execute(connectMarketplace, memberOf(first), {
    kind: 'kaspi',
    name: 'Demo shop',
    base_url: 'http://127.0.0.1:9',
    token: 'demo-token',
    merchant_id: 'Demo1',
    store_id: 'PP1',
    place_to: 'KZ-ALMATY',
    buyer_org_id: asking.org_id,
  });
  const offer = demoListings().find((one) => one.org_id === first.org_id);
  assert(offer, 'the seller offers something');
  const { transfer_id } = await app.within((ctx) =>
    ctx.tx.one<{ transfer_id: string }>(
      `select transfer_id from payments.transfer where book_id = $1 order by at desc limit 1`,
      [asking.org_id],
    ),
  );
  const day_id = await playDay(
    {
      clock: app.clock,
      act: async (actor, useCase, input) =>
        mustSucceed(await app.execute(useCase, actor, input), useCase.name),
    },
    demoService('institution', 'KZ'),
  );
  return {
    day_id,
    inquiry_id: mustSucceed(asked, 'asking').inquiry_id,
    connection_id: mustSucceed(connected, 'connecting').connection_id,
    own_listing_id: offer.listing_id,
    firm_org_id: first.org_id,
    transfer_id,
  };
}

const goods = 'reporter=CN&partner=KZ&source=comtrade';

export function dealOf(served: Served, played: Played): string {
  const deal = served.deals.get(played);
  assert(deal, `a deal was played as ${played}`);
  return deal.deal_id;
}

async function firstListing(served: Served): Promise<string> {
  const answer = await fetch(`${served.address}/api/v1/listings?limit=1&q=lithium`);
  const { items } = (await answer.json()) as { items: { listing_id: string }[] };
  assert(items[0], 'there is a listing');
  return items[0].listing_id;
}

/** A need of the first buyer. */
async function firstNeed(served: Served): Promise<string> {
  const { need_id } = await served.app.within((ctx) =>
    ctx.tx.one<{ need_id: string }>(`select need_id from catalogue.need order by need_id limit 1`),
  );
  return need_id;
}

/** A current document of a deal, as the register knows it. */
export async function documentOf(served: Served, deal_id: string): Promise<string> {
  const { document_id } = await served.app.within((ctx) =>
    ctx.tx.one<{ document_id: string }>(
      `select document_id from documents.document where deal_id = $1 and kind = 'commercial_invoice' limit 1`,
      [deal_id],
    ),
  );
  return document_id;
}

/** Signs in by the form, as a person would; leaves the page where signing in leads. */
export async function signIn(page: Page, served: Served, email: string, password: string): Promise<void> {
  await page.goto(`${served.address}/sign-in`);
  await page.locator('input[type=email]').fill(email);
  await page.locator('input[type=password]').fill(password);
  await page.locator('form button[type=submit]').click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

/** Waits until nothing loads any more: the page has its heading, no placeholder is left and the network is quiet. */
export async function settle(page: Page): Promise<void> {
  await page.locator('h1').first().waitFor();
  await page.waitForLoadState('networkidle');
  await page.waitForFunction(() => !document.querySelector('.mantine-Skeleton-root'));
}

/** What a page said that it should not; a visitor's own session is asked for and answered with 401. */
export function complaints(visitor: Visitor): string[] {
  return visitor.problems.filter((problem) => !/401 \(Unauthorized\)/.test(problem));
}
