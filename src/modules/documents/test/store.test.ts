import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { JSONWebKeySet } from 'jose';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { isRefusal, mustSucceed } from '../../../kernel/refusal.ts';
import { type Actor, publicActor, systemActor } from '../../../platform/index.ts';
import { stopTypesetting } from '../../../platform/typesetting/index.ts';
import { approvals } from '../../approvals/index.ts';
import { deals, getDeal, showTimeline } from '../../deals/index.ts';
import { type OpenedDeal, openedDeal, sampleTerms } from '../../deals/test/deal-fixture.ts';
import { parties } from '../../parties/index.ts';
import { reference } from '../../reference/index.ts';
import {
  documents,
  documentsForCustoms,
  findDocuments,
  getDocument,
  getDocumentPdf,
  issueDocumentOfDeal,
  issueDocuments,
  listDocuments,
  listVerificationKeys,
  lookUpDocument,
  shareDocuments,
  supersedeDocumentOfDeal,
  verifyDocument,
  verifyFile,
  voidDocument,
} from '../index.ts';

let app: TestApp;
let deal: OpenedDeal;
before(async () => {
  app = await testApp([reference, parties, approvals, deals, documents]);
  deal = await openedDeal(app, 'contracted');
});
after(async () => {
  await stopTypesetting();
  await app.close();
});

const refusalOf = (outcome: unknown): string => (isRefusal(outcome) ? outcome.code : 'no refusal');
const carrier = (): Actor => ({ ...app.member('carrier'), org_id: sampleTerms().carrier_org_id });

async function issue(actor: Actor, kind: 'commercial_invoice' | 'certificate_of_origin' | 'smgs_note') {
  return mustSucceed(
    await app.execute(issueDocumentOfDeal, actor, { deal_id: deal.deal_id, kind }),
    `issue ${kind}`,
  );
}

test('each kind is issued by the one whose part it is, and by nobody else', async () => {
  const { deal_id, buyer, seller, arbiter } = deal;
  const invoice = await issue(seller, 'commercial_invoice');
  assert.match(invoice.number, /^INV-.+-1$/);
  assert.equal((await issue(arbiter, 'certificate_of_origin')).version, 1);
  assert.equal((await issue(carrier(), 'smgs_note')).state, 'issued');
  const second = await issue(seller, 'commercial_invoice');
  assert.match(second.number, /^INV-.+-2$/);
  const tried = async (actor: Actor, kind: 'commercial_invoice' | 'smgs_note' | 'cmr_note') =>
    refusalOf(await app.execute(issueDocumentOfDeal, actor, { deal_id, kind }));
  assert.equal(await tried(buyer, 'commercial_invoice'), 'documents.not_the_issuer');
  assert.equal(await tried(seller, 'smgs_note'), 'documents.not_the_issuer');
  assert.equal(await tried(carrier(), 'cmr_note'), 'documents.wrong_mode');
  assert.equal(await tried(app.member('trader'), 'commercial_invoice'), 'deals.not_found');
});

test('nothing is issued before the contract', async () => {
  const { deal_id, seller } = await openedDeal(app, 'agreed');
  const answer = await app.execute(issueDocumentOfDeal, seller, { deal_id, kind: 'commercial_invoice' });
  assert.equal(refusalOf(answer), 'documents.not_now');
});

test('Sauda issues in the name of the participants, once however often it is asked', async () => {
  const { deal_id, seller } = await openedDeal(app, 'contracted');
  const run = () =>
    app.within(async (ctx) =>
      mustSucceed(
        await issueDocuments(ctx, {
          deal: mustSucceed(await getDeal(ctx, deal_id), 'deal'),
          wanted: [
            { kind: 'commercial_invoice' },
            { kind: 'packing_list' },
            { kind: 'certificate_of_origin' },
            { kind: 'smgs_note', facts: { wagons: [{ number: '52345678' }] } },
          ],
          only_missing: true,
        }),
        'issue',
      ),
    );
  const first = await run();
  assert.deepEqual(
    first.documents.map((d) => d.kind),
    ['commercial_invoice', 'packing_list', 'certificate_of_origin', 'smgs_note'],
  );
  assert.equal(first.documents[0]?.issuer_org_id, seller.org_id);
  assert.equal(first.documents[3]?.facts.boxes.attached?.lines.length, 3);
  assert.equal((await run()).documents.length, 0);
  const timeline = mustSucceed(await app.execute(showTimeline, seller, { deal_id, limit: 100 }), 'timeline');
  assert.equal(timeline.items.filter((e) => e.kind === 'document.issued').length, 1);
  const { invoice, documents: presented } = await app.within((ctx) => documentsForCustoms(ctx, deal_id));
  assert.equal(invoice?.amount.amount, '102000000');
  assert.equal(presented.length, 4);
});

test('a correction keeps the number, counts the version and takes the old one out of force', async () => {
  const { deal_id, seller, buyer } = deal;
  const old = await issue(seller, 'commercial_invoice');
  const correct = (actor: Actor, document_id: string) =>
    app.execute(supersedeDocumentOfDeal, actor, { deal_id, document_id, reason: 'value corrected' });
  assert.equal(refusalOf(await correct(buyer, old.document_id)), 'documents.not_the_issuer');
  const corrected = mustSucceed(await correct(seller, old.document_id), 'correct');
  assert.deepEqual(
    [corrected.number, corrected.version, corrected.supersedes],
    [old.number, 2, old.document_id],
  );
  assert.equal(refusalOf(await correct(seller, old.document_id)), 'documents.not_in_force');
  const register = mustSucceed(
    await app.execute(lookUpDocument, publicActor, { document_id: old.document_id }),
    'register',
  );
  assert.deepEqual([register.state, register.replaced_by], ['superseded', corrected.document_id]);
  const voided = mustSucceed(
    await app.execute(voidDocument, seller, {
      deal_id,
      document_id: corrected.document_id,
      reason: 'not sent',
    }),
    'void',
  );
  assert.equal(voided.state, 'void');
  assert.equal(refusalOf(await correct(seller, corrected.document_id)), 'documents.not_in_force');
});

test('two corrections at once leave one version in force', async () => {
  const { deal_id, seller } = deal;
  const { document_id } = await issue(seller, 'commercial_invoice');
  const answers = await Promise.all(
    [1, 2, 3].map((n) =>
      app.execute(supersedeDocumentOfDeal, seller, { deal_id, document_id, reason: `correction ${n}` }),
    ),
  );
  assert.equal(answers.filter((a) => !isRefusal(a)).length, 1);
});

test('anybody can verify; the public learns nothing else', async () => {
  const { deal_id, seller, buyer } = deal;
  const { document_id, number } = await issue(seller, 'commercial_invoice');
  const file = mustSucceed(await app.execute(getDocument, buyer, { deal_id, document_id }), 'get');
  const keys = mustSucceed(await app.execute(listVerificationKeys, publicActor, {}), 'keys');
  const offline = await verifyFile(Buffer.from(JSON.stringify(file)), keys as JSONWebKeySet);
  assert.equal(offline.verdict, 'authentic');
  const online = mustSucceed(
    await app.execute(verifyDocument, publicActor, { document: { ...file } }),
    'verify',
  );
  assert.deepEqual([online.verdict, online.state], ['authentic', 'issued']);
  const pdf = mustSucceed(await app.execute(getDocumentPdf, buyer, { deal_id, document_id }), 'pdf');
  assert.equal(pdf.file_name, `${number}.pdf`);
  const file_base64 = Buffer.from(pdf.body).toString('base64');
  const page = mustSucceed(await app.execute(verifyDocument, publicActor, { file_base64 }), 'verify pdf');
  assert.equal(page.verdict, 'authentic');
  assert.equal(
    refusalOf(await app.execute(verifyDocument, publicActor, { file_base64: 'nicht*base64' })),
    'documents.file_not_readable',
  );
  const looked = mustSucceed(await app.execute(lookUpDocument, publicActor, { document_id }), 'look up');
  assert.equal(looked.facts_hash, file.facts_hash);
  assert.deepEqual(Object.keys(looked).sort(), [
    'demo',
    'document_id',
    'facts_hash',
    'issued_at',
    'issuer_name',
    'kind',
    'number',
    'replaced_by',
    'state',
    'version',
  ]);
  assert.equal(
    refusalOf(await app.execute(lookUpDocument, publicActor, { document_id: deal_id })),
    'documents.not_on_register',
  );
});

test('another organisation neither reads, lists, draws nor counts documents', async () => {
  const { deal_id, seller } = deal;
  const { document_id } = await issue(seller, 'commercial_invoice');
  const stranger = app.member('trader');
  assert.equal(refusalOf(await app.execute(listDocuments, stranger, { deal_id })), 'deals.not_found');
  assert.equal(
    refusalOf(await app.execute(getDocument, stranger, { deal_id, document_id })),
    'documents.not_found',
  );
  assert.equal(
    refusalOf(await app.execute(getDocumentPdf, stranger, { deal_id, document_id })),
    'documents.not_found',
  );
  assert.deepEqual(await app.within((ctx) => findDocuments(ctx, deal_id), stranger), []);
  await assert.rejects(
    app.within(
      (ctx) => ctx.tx.run('update documents.document set issuer_name = $1', ['x']).then(() => issueAs(ctx)),
      stranger,
    ),
    /row-level security/,
  );
});

/** Enters a line on the register in another organisation's name. */
function issueAs(ctx: Parameters<Parameters<TestApp['within']>[0]>[0]): Promise<number> {
  return ctx.tx.run(
    `insert into documents.register (org_id, document_id, kind, number, version, issuer_name, issued_at, facts_hash,
       state, demo, published) values ($1, $2, 'contract', 'X', 1, 'X', $3, 'x', 'issued', false, true)`,
    [deal.seller.org_id, ctx.id(), ctx.clock.now()],
  );
}

test('those who join later see the documents once they are shared', async () => {
  const { deal_id, seller } = deal;
  await issue(seller, 'commercial_invoice');
  const broker = app.member('broker');
  await app.within(async (ctx) => {
    const found = mustSucceed(await getDeal(ctx, deal_id), 'deal');
    assert.ok((await shareDocuments(ctx, { ...found, parties: [...found.parties, broker.org_id] })) > 0);
  }, systemActor);
  assert.ok(mustSucceed(await app.execute(listDocuments, broker, { deal_id }), 'list').items.length > 0);
});

test('lists go by pages and refuse a cursor that was made up', async () => {
  const { deal_id, seller } = deal;
  for (let i = 0; i < 3; i += 1) {
    app.clock.advanceBy(1000);
    await issue(seller, 'commercial_invoice');
  }
  const seen = new Set<string>();
  let cursor: string | null = null;
  do {
    const page: { items: { document_id: string }[]; next_cursor: string | null } = mustSucceed(
      await app.execute(listDocuments, seller, { deal_id, limit: 2, ...(cursor ? { cursor } : {}) }),
      'page',
    );
    for (const item of page.items) {
      assert.equal(seen.has(item.document_id), false);
      seen.add(item.document_id);
    }
    cursor = page.next_cursor;
  } while (cursor);
  const all = await app.within((ctx) => findDocuments(ctx, deal_id), seller);
  assert.equal(seen.size, all.length);
  for (const bad of ['x', Buffer.from('["a","b"]').toString('base64url')])
    assert.equal(
      refusalOf(await app.execute(listDocuments, seller, { deal_id, cursor: bad })),
      'platform.bad_cursor',
    );
});
