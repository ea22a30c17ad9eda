import assert from 'node:assert/strict';
import { createHmac, generateKeyPairSync, randomUUID, sign } from 'node:crypto';
import { after, before, test } from 'node:test';
import { deflateSync } from 'node:zlib';
import type { LightMyRequestResponse } from 'fastify';
import { DEMO_PASSWORD } from '../src/modules/accounts/index.ts';
import { registerMembers } from '../src/modules/parties/index.ts';
import { refundEscrow, releaseEscrow, TREASURY_ORG_ID, verifyLedger } from '../src/modules/payments/index.ts';
import { verifyStock } from '../src/modules/warehousing/index.ts';
import { systemActor } from '../src/platform/actor.ts';
import { type Person, type Served, serveCorridor } from './world/served.ts';

let world: Served;
before(async () => {
  world = await serveCorridor();
});
after(() => world.close());

const cookieOf = (response: LightMyRequestResponse): string =>
  response.cookies.map((c) => `${c.name}=${encodeURIComponent(c.value)}`).join('; ');
const codeOf = (response: LightMyRequestResponse): string =>
  response.statusCode < 400 ? 'done' : response.json().code;

// --- Money

async function wallet(who: Person, currency: string): Promise<bigint> {
  const { items } = (await world.call({ url: '/wallet' }, who)).json();
  const found = items.find((a: { account_id: string }) => a.account_id === `wallet:${currency}`);
  return BigInt(found?.available.amount ?? 0);
}

async function ledgerHolds(): Promise<void> {
  const { differences } = await world.app.within((ctx) => verifyLedger(ctx.tx));
  assert.deepEqual(differences, []);
}

const cny = (amount: string) => ({ amount, currency: 'CNY' });

test('the escrow is funded once, by the buyer only, however often and by whomever it is tried', async () => {
  const { insider, colleague, deals } = world;
  const url = `/deals/${deals.contracted}/escrow/funding`;
  assert.equal(codeOf(await world.command(insider.seller, url)), 'deals.not_your_part');
  const { escrow } = (await world.call({ url: `/deals/${deals.contracted}/money` }, insider.buyer)).json();
  const before = await wallet(insider.buyer, escrow.price.currency);
  const answers = await Promise.all(
    Array.from({ length: 6 }, (_, i) => world.command(i % 2 ? insider.buyer : colleague, url)),
  );
  assert.equal(answers.filter((a) => a.statusCode === 200).length, 1);
  assert.deepEqual(new Set(answers.map(codeOf)), new Set(['done', 'deals.not_now']));
  assert.equal(before - (await wallet(insider.buyer, escrow.price.currency)), BigInt(escrow.price.amount));
  await ledgerHolds();
});

test('what is released is not refunded, what is refunded not released, and neither by a person', async () => {
  const { app, deals, insider } = world;
  for (const who of Object.values(insider))
    for (const outcome of [
      await app.execute(releaseEscrow, who.actor, { deal_id: deals.delivered }),
      await app.execute(refundEscrow, who.actor, { deal_id: deals.delivered }),
    ]) {
      assert.equal('code' in outcome && outcome.code, 'platform.not_allowed', who.email);
    }
  assert.equal(
    codeOf(await world.command(insider.buyer, `/deals/${deals.delivered}/goods/acceptance`)),
    'done',
  );
  const early = await app.execute(refundEscrow, systemActor, { deal_id: deals.delivered });
  assert.equal('code' in early && early.code, 'deals.not_now');
  const races = await Promise.all(
    Array.from({ length: 4 }, () => app.execute(releaseEscrow, systemActor, { deal_id: deals.delivered })),
  );
  assert.equal(races.filter((r) => !('code' in r)).length, 1, JSON.stringify(races));
  const late = await app.execute(refundEscrow, systemActor, { deal_id: deals.closed });
  assert.deepEqual(late, { deal_id: deals.closed, refunded: null });
  const again = await app.execute(releaseEscrow, systemActor, { deal_id: deals.closed });
  assert.equal('code' in again && again.code, 'payments.nothing_due');
  // More than is held, in another currency, both sides more than there is: an award divides what is held.
  for (const award of [
    { to_buyer: cny('999999999999999999') },
    { to_buyer: { amount: '1', currency: 'USD' } },
    { to_buyer: cny('1'), to_seller: cny('999999999999999999') },
  ]) {
    const body = { ...award, reason: 'All of it and more', evidence: [{ what: 'nothing' }] };
    const answer = await world.command(insider.arbiter, `/deals/${deals.disputed}/disputes/resolution`, body);
    assert.equal(codeOf(answer), 'payments.award_mismatch');
  }
  await ledgerHolds();
});

test('exchanges of nothing, of too much, of the same and of others\u2019 money are refused', async () => {
  const { insider, insiders, stranger } = world;
  const ask = (who: Person, sell: object, rest: object = {}) =>
    world.command(who, '/exchanges', { sell, buy_currency: 'KZT', ...rest });
  const lock = (who: Person, exchange_id: string) => world.command(who, `/exchanges/${exchange_id}/lock`, {});
  const exchange = async (who: Person, sell: object, rest: object = {}) => {
    const asked = await ask(who, sell, rest);
    return codeOf(asked) === 'done' ? lock(who, asked.json().exchange_id) : asked;
  };
  assert.equal(codeOf(await ask(insider.buyer, cny('0'))), 'payments.bad_amount');
  assert.equal(codeOf(await ask(insider.buyer, cny('-5'))), 'platform.bad_input');
  assert.equal(codeOf(await ask(insider.buyer, cny('999999999999999999'))), 'payments.bad_amount');
  assert.equal(codeOf(await ask(insider.buyer, { amount: '5', currency: 'KZT' })), 'payments.same_currency');
  assert.equal(
    codeOf(await ask(insider.buyer, { amount: '1', currency: 'KZT' }, { buy_currency: 'USD' })),
    'payments.amount_too_small',
  );
  // A price may be asked without money; it cannot be locked without, and never by somebody else.
  assert.equal(
    codeOf(await exchange(stranger.trader, cny('100'), { org_id: insiders.buyer.org_id })),
    'platform.bad_input',
  );
  assert.equal(codeOf(await exchange(stranger.trader, cny('100'))), 'payments.overdrawn');
  const asked = await ask(insider.buyer, cny('100'));
  assert.equal(codeOf(await lock(stranger.trader, asked.json().exchange_id)), 'payments.exchange_not_found');
  const all = await wallet(insider.seller, 'CNY');
  const most = ((all * 2n) / 5n).toString();
  const prices = await Promise.all(Array.from({ length: 5 }, () => ask(insider.seller, cny(most))));
  const answers = await Promise.all(prices.map((p) => lock(insider.seller, p.json().exchange_id)));
  assert.deepEqual(answers.map(codeOf).sort(), [
    'done',
    'done',
    'payments.overdrawn',
    'payments.overdrawn',
    'payments.overdrawn',
  ]);
  assert.equal(await wallet(insider.seller, 'CNY'), all - 2n * BigInt(most));
  await ledgerHolds();
});

test('ids of others in addresses, filters and cursors show nothing of theirs', async () => {
  const { insider, insiders, stranger, deals } = world;
  const all = await world.call({ url: '/entries?account_id=wallet:CNY&limit=1' }, insider.buyer);
  const [entry] = all.json().items;
  assert.ok(entry, 'there is something to steal');
  const own = (await world.call({ url: '/wallet' }, stranger.trader)).body;
  const period = 'from=2000-01-01T00:00:00.000Z&before=2999-01-01T00:00:00.000Z';
  for (const book of [insiders.buyer.org_id, insiders.bank.org_id, deals.delivered, TREASURY_ORG_ID])
    for (const [url, code] of [
      [`/entries?account_id=wallet:CNY&book_id=${book}`, 'payments.account_not_found'],
      [`/entries?currency=CNY&book_id=${book}`, 'payments.account_not_found'],
      [
        `/entries?currency=CNY&open=1&kinds=nostro,escrow,liquidity&book_id=${book}`,
        'payments.account_not_found',
      ],
      [`/entries?currency=CNY&${period}&book_id=${book}`, 'payments.account_not_found'],
      [
        `/entries?currency=CNY&book_id=${book}&cursor=${all.json().next_cursor}`,
        'payments.account_not_found',
      ],
      [`/wallet/wallet:CNY/statement?book_id=${book}`, 'payments.account_not_found'],
      [`/wallet/escrow:CNY/statement?book_id=${book}`, 'payments.account_not_found'],
      [`/wallet/nostro:CNY/balance?book_id=${book}`, 'payments.account_not_found'],
      [`/wallet/wallet:CNY/statement-file?format=csv&book_id=${book}`, 'platform.bad_input'],
      [`/wallet/wallet:CNY/statement.xml?${period}&book_id=${book}`, 'platform.bad_input'],
      [`/transfers/${entry.transfer_id}?book_id=${book}`, 'payments.transfer_not_found'],
      [`/transfers?reference=op&book_id=${book}`, 'empty'],
      [`/trial-balance?book_id=${book}`, 'empty'],
      [`/netting/obligations?org_id=${book}`, 'empty'],
    ] as const) {
      const answer = await world.call({ url }, stranger.trader);
      const empty = answer.statusCode === 200 && /^\{"(items|currencies)":\[\]/.test(answer.body);
      assert.equal(empty ? 'empty' : codeOf(answer), code, `${url}: ${answer.body.slice(0, 200)}`);
    }
  assert.equal((await world.call({ url: '/wallet' }, stranger.trader)).body, own);
});

test('amounts that are none are refused by every command that takes one, and move nothing', async () => {
  const { insider, insiders } = world;
  const reference = () => `X-${Math.random()}`;
  const commands: [Person, string, (amount: unknown, currency: string) => object][] = [
    [
      insider.bank,
      '/deposits',
      (amount, currency) => ({
        org_id: insiders.buyer.org_id,
        amount: { amount, currency },
        bank_reference: reference(),
      }),
    ],
    [
      insider.buyer,
      '/netting/obligations',
      (amount, currency) => ({
        to_org_id: insiders.seller.org_id,
        amount: { amount, currency },
        reference: 'none',
      }),
    ],
    [
      insider.buyer,
      '/exchanges',
      (amount, currency) => ({ sell: { amount, currency }, buy_currency: 'KZT' }),
    ],
    [
      insider.buyer,
      '/payment-orders',
      (amount, currency) => ({
        account_id: '018f0000-0000-7000-8000-000000000911',
        amount: { amount, currency },
        remittance: 'none',
      }),
    ],
    [
      insider.buyer,
      '/transfers',
      (amount, currency) => ({
        transfers: [
          {
            kind: 'single',
            transfer_id: randomUUID(),
            debit_account_id: 'wallet:CNY',
            credit_account_id: 'wallet:KZT',
            amount,
            currency,
            reference: 'none',
          },
        ],
      }),
    ],
  ];
  const amounts = [
    '-1',
    '-0',
    '1e5',
    '0x10',
    '1.5',
    '10.005',
    '9223372036854775808',
    '１２',
    ' 1',
    '+1',
    'NaN',
    '',
  ];
  const before = await wallet(insider.buyer, 'CNY');
  for (const [who, url, body] of commands) {
    for (const amount of [...amounts, 1.5, -1, 2 ** 60, null, [], {}, true])
      assert.equal(
        codeOf(await world.command(who, url, body(amount, 'CNY'))),
        'platform.bad_input',
        `${url} ${amount}`,
      );
    for (const currency of ['XXX', 'cny', 'USDT', ''])
      assert.equal(
        codeOf(await world.command(who, url, body('5', currency))),
        'platform.bad_input',
        `${url} ${currency}`,
      );
  }
  assert.equal(await wallet(insider.buyer, 'CNY'), before);
  await ledgerHolds();
});

test('only a bank confirms deposits, each payment once, and never for itself', async () => {
  const { insider, insiders, stranger } = world;
  const deposit = (who: Person, body: object) =>
    world.command(who, '/deposits', {
      org_id: insiders.buyer.org_id,
      amount: cny('100'),
      bank_reference: 'R-1',
      ...body,
    });
  for (const who of [insider.buyer, insider.carrier, insider.arbiter, stranger.admin, stranger.customs])
    assert.equal(codeOf(await deposit(who, {})), 'platform.not_allowed', who.email);
  const same = await Promise.all(Array.from({ length: 5 }, () => deposit(insider.bank, {})));
  assert.ok(
    same.every((a) => a.statusCode < 500),
    same.map((a) => a.body).join(),
  );
  assert.equal(same.filter((a) => a.statusCode === 200 && !a.json().repeated).length, 1);
  assert.equal(
    codeOf(await deposit(insider.bank, { amount: cny('101') })),
    'payments.duplicate_with_another_body',
  );
  assert.equal(
    codeOf(await deposit(insider.bank, { org_id: insiders.bank.org_id })),
    'payments.same_account',
  );
  assert.equal(
    codeOf(await deposit(insider.bank, { amount: cny('0'), bank_reference: 'R-2' })),
    'payments.bad_amount',
  );
  assert.equal(
    codeOf(
      await deposit(insider.bank, { org_id: '018f0000-0000-7000-8000-000000000999', bank_reference: 'R-3' }),
    ),
    'parties.not_found',
  );
  const huge = [];
  for (let i = 0; i < 7; i++)
    huge.push(
      await deposit(insider.bank, { amount: cny('999999999999999999'), bank_reference: `HUGE-${i}` }),
    );
  assert.ok(
    huge.every((a) => a.statusCode < 500),
    huge.map((a) => a.body).join('\n'),
  );
  assert.equal(codeOf(huge.at(-1) as LightMyRequestResponse), 'payments.limit');
  // What a hostile bank has blown up is still shown, and added up, in full.
  const [held] = (await world.call({ url: '/wallet' }, insider.bank))
    .json()
    .items.filter((a: { account_id: string }) => a.account_id === 'nostro:CNY');
  const open = { url: '/entries?account_id=nostro:CNY&open=1&side=debit' };
  const behind = await world.call(open, insider.bank);
  assert.equal(behind.statusCode, 200, behind.body);
  assert.ok(held.incoming.amount.length > 18);
  assert.deepEqual([behind.json().sums.debit, behind.json().incoming], [held.incoming, held.incoming]);
  await ledgerHolds();
});

test('somebody who counts a listing of others as its own disturbs neither them nor the check of all stock', async () => {
  const { stranger, insider, shown } = world;
  const holdings = async () => (await world.call({ url: '/holdings?limit=100' }, insider.seller)).json();
  const before = await holdings();
  const counted = await world.call(
    { method: 'PUT', url: `/holdings/${shown.listing_id}`, payload: { unit: 'kg', on_hand: '0' } },
    stranger.trader,
  );
  assert.ok(counted.statusCode < 500);
  assert.deepEqual(await holdings(), before);
  assert.deepEqual(await world.app.within((ctx) => verifyStock(ctx.tx)), []);
});

// --- Accounts

test('a wrong password and an unknown address look alike and take alike', async () => {
  const attempt = async (email: string): Promise<[number, string]> => {
    const begin = performance.now();
    const response = await world.call({
      method: 'POST',
      url: '/sign-in',
      payload: { email, password: 'wrong' },
    });
    const { request_id: _, ...body } = response.json();
    return [performance.now() - begin, JSON.stringify([response.statusCode, body, response.cookies])];
  };
  const known = [];
  const unknown = [];
  for (let i = 0; i < 7; i++) {
    known.push(await attempt('carrier@inside.example'));
    unknown.push(await attempt('no-such-carrier@inside.example'));
  }
  assert.deepEqual(new Set([...known, ...unknown].map(([, body]) => body)).size, 1);
  const middle = (list: [number, string][]) => list.map(([ms]) => ms).sort((a, b) => a - b)[3] ?? 0;
  const ratio = middle(known) / middle(unknown);
  // Hashing is some fifty times dearer than everything else, so leaving it out would show at once.
  assert.ok(ratio > 0.2 && ratio < 5, `the one takes ${ratio.toFixed(2)} times as long as the other`);
});

test('sessions are cookies that scripts and other sites do not get; a stolen or cut cookie is worth nothing', async () => {
  const payload = { email: 'seller@inside.example', password: DEMO_PASSWORD };
  const response = await world.call({ method: 'POST', url: '/sign-in', payload });
  for (const cookie of response.cookies.filter((c) => c.value !== '')) {
    assert.equal(cookie.httpOnly, true, cookie.name);
    assert.equal(cookie.sameSite, 'Lax', cookie.name);
    assert.equal(cookie.path, '/', cookie.name);
    assert.equal(cookie.domain, undefined, cookie.name);
  }
  const cookie = cookieOf(response);
  const flipped = cookie.replace(/=(.)/, (_all, c: string) => `=${c === 'a' ? 'b' : 'a'}`);
  for (const forged of [flipped, cookie.slice(0, -6), cookie.split('.')[0] ?? ''])
    assert.equal((await world.call({ url: '/deals', headers: { cookie: forged } })).statusCode, 401);
  assert.equal((await world.call({ url: '/deals', headers: { cookie } })).statusCode, 200);
});

test('a page of another site can neither command nor read with our cookie', async () => {
  const { insider, deals } = world;
  const cookie = await world.cookieOf(insider.buyer);
  for (const origin of [
    'https://evil.example',
    'null',
    'http://localhost.evil.example',
    'https://sauda.example.evil.example',
  ]) {
    const headers = { cookie, origin, 'idempotency-key': `evil-${origin}`.slice(0, 60) };
    for (const [method, url] of [
      ['POST', `/deals/${deals.funded}/cancellation`],
      ['PUT', '/session/locale'],
      ['DELETE', `/api-keys/${world.key_id}`],
      ['POST', '/sign-out'],
      ['POST', '/api-keys'],
    ] as const) {
      const body =
        method === 'DELETE'
          ? {}
          : {
              payload: url.includes('deals')
                ? { reason: 'evil' }
                : url.includes('locale')
                  ? { locale: 'en' }
                  : url === '/api-keys'
                    ? { name: 'evil' }
                    : {},
            };
      const response = await world.call({ method, url, headers, ...body });
      assert.equal(codeOf(response), 'accounts.foreign_origin', `${method} ${url} from ${origin}`);
    }
    const read = await world.call({ url: '/deals', headers: { cookie, origin } });
    assert.equal(read.headers['access-control-allow-origin'], undefined);
  }
});

test('with the membership end sessions and API keys of its member, at once', async () => {
  const { app, accounts, colleague, insider, key } = world;
  const headers = { 'x-api-key': key };
  const cookie = await world.cookieOf(insider.buyer);
  assert.equal((await world.call({ url: '/deals', headers })).statusCode, 200);
  const removed = await world.call(
    { method: 'DELETE', url: `/organisation/members/${insider.buyer.user_id}` },
    colleague,
  );
  assert.equal(removed.statusCode, 200, removed.body);
  await accounts.forgetUser(insider.buyer.user_id);
  for (const url of ['/deals', '/wallet', `/deals/${world.deals.closed}`, '/organisation'])
    for (const by of [headers, { cookie }]) {
      const response = await world.call({ url, headers: by });
      assert.ok([401, 403, 404].includes(response.statusCode), `${url}: ${response.body.slice(0, 200)}`);
    }
  const late = await world.call({ url: '/organisations', headers });
  assert.equal(codeOf(late), 'accounts.wrong_key', 'the key was for the organisation');
  // Another process is not told, but forgets within ten seconds. The key does not follow into the next organisation.
  const next = {
    org_id: world.strangers.trader.org_id,
    display_name: 'Demo Mover',
    roles: ['trader' as const],
  };
  await app.within((ctx) =>
    registerMembers(ctx.tx, [{ ...next, user_id: insider.buyer.user_id }], app.clock.now()),
  );
  app.clock.advanceBy(11_000);
  assert.equal((await world.call({ url: '/wallet' }, insider.buyer)).statusCode, 200);
  assert.equal(codeOf(await world.call({ url: '/wallet', headers })), 'accounts.wrong_key');
});

// --- Documents

async function verdict(body: object): Promise<string> {
  const response = await world.call({
    method: 'POST',
    url: '/verify',
    payload: body,
    headers: { 'idempotency-key': 'none-needed' },
  });
  return response.statusCode === 200 ? response.json().verdict : codeOf(response);
}

test('no document that was tampered with, signed by others or not signed at all is called authentic', async () => {
  const { app, deals, insider } = world;
  const { jws, document_id } = await app.within(({ tx }) =>
    tx.one<{ jws: string; document_id: string }>(
      `select jws, document_id from documents.document where deal_id = $1 and kind = 'contract'`,
      [deals.closed],
    ),
  );
  assert.equal(await verdict({ jws }), 'authentic');
  const [header = '', payload = '', signature = ''] = jws.split('.');
  const part = (value: unknown): string =>
    Buffer.from(typeof value === 'string' ? value : JSON.stringify(value)).toString('base64url');
  const claims = JSON.parse(Buffer.from(payload, 'base64url').toString());
  const head = JSON.parse(Buffer.from(header, 'base64url').toString());
  const richer = part({
    ...claims,
    credentialSubject: {
      ...claims.credentialSubject,
      facts: { ...claims.credentialSubject.facts, total: cny('1') },
    },
  });
  const stranger = generateKeyPairSync('ed25519');
  const signed = (h: object, body: string): string => {
    const text = `${part(h)}.${body}`;
    return `${text}.${sign(null, Buffer.from(text), stranger.privateKey).toString('base64url')}`;
  };
  const publicKey = JSON.stringify(app.runtime.services.signer.jwks());
  const hmac = (secret: string): string => {
    const text = `${part({ ...head, alg: 'HS256' })}.${richer}`;
    return `${text}.${createHmac('sha256', secret).update(text).digest('base64url')}`;
  };
  const seal = await app.runtime.services.signer.sign(
    { root: 'x', credentialSubject: claims.credentialSubject, id: claims.id, validFrom: claims.validFrom },
    'sauda-seal+jws',
  );
  const forgeries: Record<string, string> = {
    'other facts': `${header}.${richer}.${signature}`,
    'another signature': `${header}.${payload}.${part('x'.repeat(64))}`,
    'no signature': `${header}.${payload}.`,
    'alg none': `${part({ ...head, alg: 'none' })}.${richer}.`,
    'alg None with a signature': `${part({ ...head, alg: 'None' })}.${richer}.${signature}`,
    'public key as a secret': hmac(publicKey),
    'key of others under our name': signed(head, richer),
    'key in the header': signed({ ...head, jwk: stranger.publicKey.export({ format: 'jwk' }) }, richer),
    'key elsewhere': signed({ ...head, kid: 'other', jku: 'https://evil.example/keys' }, richer),
    'critical header': signed({ ...head, crit: ['b64'], b64: false }, richer),
    'our signature of another kind': seal,
  };
  for (const [name, forged] of Object.entries(forgeries))
    for (const body of [
      { jws: forged },
      { file_base64: Buffer.from(forged).toString('base64') },
      { document: { jws: forged } },
    ])
      assert.notEqual(await verdict(body), 'authentic', name);
  const shown = (
    await world.call({ url: `/deals/${deals.closed}/documents/${document_id}` }, insider.seller)
  ).json();
  assert.equal(await verdict({ document: shown }), 'authentic');
  assert.equal(
    await verdict({ document: { ...shown, facts: { ...shown.facts, deal_number: 'X' } } }),
    'altered',
  );
});

test('files that are huge, bombs or nonsense are answered quickly', async () => {
  const bomb = deflateSync(Buffer.alloc(300_000_000));
  const pdf = Buffer.concat([
    Buffer.from(
      `%PDF-1.7\n1 0 obj\n<< /Type /EmbeddedFile /Filter /FlateDecode /Length ${bomb.length} >>\nstream\n`,
    ),
    bomb,
    Buffer.from('\nendstream\nendobj\nstartxref\n0\n%%EOF'),
  ]);
  const marks = Buffer.from(`%PDF-1.7\n${'/EmbeddedFile stream obj '.repeat(18_000)}`);
  const memory = process.memoryUsage().rss;
  const begin = performance.now();
  for (const file of [
    pdf,
    marks,
    Buffer.from(`%PDF-1.7 obj ${'/EmbeddedFile'.repeat(20_000)}${'s'.repeat(250_000)}`),
    Buffer.from('%PDF-'),
    Buffer.alloc(500_000, '%SAUDA-SEAL '),
    Buffer.from([0xff, 0xfe]),
  ])
    assert.equal(await verdict({ file_base64: file.toString('base64') }), 'not_a_sauda_document');
  assert.equal(await verdict({ file_base64: 'A'.repeat(700_001) }), 'platform.bad_input');
  assert.equal(await verdict({ file_base64: 'A'.repeat(1_100_000) }), 'platform.body_too_large');
  assert.equal(await verdict({ file_base64: '!' }), 'documents.file_not_readable');
  assert.equal(await verdict({ file_base64: `${' '.repeat(690_000)}!` }), 'documents.file_not_readable');
  assert.equal(await verdict({ file_base64: `${'='.repeat(690_000)}!` }), 'documents.file_not_readable');
  assert.equal(await verdict({}), 'documents.give_one');
  assert.ok(performance.now() - begin < 15_000, 'within seconds');
  assert.ok(process.memoryUsage().rss - memory < 200_000_000, 'and without unfolding the bomb');
});
