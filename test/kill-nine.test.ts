import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { openClient } from '../bench/client.ts';
import { prepareBargain, runFlow, type Sent, sendCommand } from '../bench/flow.ts';
import { openHome, temporaryHome } from '../bench/home.ts';
import { type Server, startServer } from '../bench/server.ts';
import { signInTraders } from '../bench/traders.ts';
import { systemClock } from '../src/kernel/clock.ts';
import { auditTimelines } from '../src/modules/deals/index.ts';
import { verifyLedger } from '../src/modules/payments/index.ts';
import type { Ctx } from '../src/platform/index.ts';
import { openSigner } from '../src/platform/signing/index.ts';

const LANES = 4;
const LOAD_MS = 3000;
/** What a deal has gone through when a command was answered, in the words of its state. */
const reached: Record<string, string[]> = {
  request: ['requested', 'quoted', 'agreed', 'contracted', 'funded'],
  quote: ['quoted', 'agreed', 'contracted', 'funded'],
  'accept quote': ['agreed', 'contracted', 'funded'],
  'contract by seller': ['agreed', 'contracted', 'funded'],
  'contract by buyer': ['contracted', 'funded'],
  fund: ['funded'],
};

const closers: (() => unknown)[] = [];
after(async () => {
  for (const close of closers.reverse()) await close();
});

test('kill -9 in the middle of deals: nothing acknowledged is lost, every book balances, unanswered commands have one effect', async () => {
  const folder = temporaryHome();
  closers.push(folder.remove);
  const env = { SAUDA_DEMO_DEALS: '0' };
  const first = await startServer(folder.folder, env);
  closers.push(() => first.end('SIGKILL'));

  const answered = new Map<string, { step: string; deal_id: string }>();
  const unanswered = new Map<string, Sent>();
  await killUnderLoad(first, folder.folder, answered, unanswered);
  assert.ok(answered.size > 0, 'deals were made before the kill');

  const second = await startServer(folder.folder, env);
  closers.push(() => second.end());
  const client = openClient(second.url);
  closers.push(client.close);
  const home = await openHome(folder.folder);
  closers.push(home.close);

  const states = new Map(
    (
      await home.asSystem((tx) =>
        tx.rows<{ deal_id: string; state: string }>('select deal_id, state from deals.deal'),
      )
    ).map((d) => [d.deal_id, d.state]),
  );
  for (const { deal_id, step } of answered.values())
    assert.ok(
      reached[step]?.includes(states.get(deal_id) ?? 'lost'),
      `${deal_id} was answered for "${step}" and is ${states.get(deal_id) ?? 'lost'}`,
    );

  for (const sent of unanswered.values()) {
    const [once, twice] = [await sendCommand(client, sent), await sendCommand(client, sent)];
    assert.equal(once.status, 200, `${sent.step}: ${JSON.stringify(once.body)}`);
    assert.deepEqual(twice.body, once.body, `${sent.step} has one answer`);
  }

  await home.asSystem(async (tx) => {
    const opened = await tx.one<{ deals: number }>('select count(*)::int as deals from deals.deal');
    const requests = new Set([...answered.values()].map((a) => a.deal_id)).size;
    const openedAgain = [...unanswered.values()].filter((s) => s.step === 'request').length;
    assert.equal(opened.deals, requests + openedAgain, 'one deal for each request');
    assert.deepEqual((await verifyLedger(tx)).differences, []);
    const signer = await openSigner({ home: folder.folder });
    const report = await auditTimelines({ tx, clock: systemClock, services: { signer } } as Ctx);
    assert.equal(report.broken, null);
    assert.ok(report.events > 0);
  });
});

/** Buyers make deals until the server is killed under them; what was answered and what was not is written down. */
async function killUnderLoad(
  server: Server,
  folder: string,
  answered: Map<string, { step: string; deal_id: string }>,
  unanswered: Map<string, Sent>,
): Promise<void> {
  const client = openClient(server.url);
  try {
    const home = await openHome(folder);
    const traders = await signInTraders(home, client, LANES);
    // Nobody but the server may hold PostgreSQL when it is killed: it is to be an orphan.
    await home.close();
    const [seller] = traders.sellers;
    assert.ok(seller);
    const bargain = await prepareBargain(client, seller);
    let killed = false;
    const lanes = traders.buyers.map(async (buyer, lane) => {
      for (let turn = 0; !killed; turn++) {
        const other = traders.sellers[(lane + turn) % LANES];
        assert.ok(other);
        await runFlow(client, buyer, other, bargain, {
          sending: (sent) => unanswered.set(sent.key, sent),
          answered: (sent, { body }) => {
            unanswered.delete(sent.key);
            const { deal_id } = body as { deal_id: string };
            answered.set(deal_id, { step: sent.step, deal_id });
          },
        }).catch((error) => {
          if (!killed) throw error;
        });
      }
    });
    await sleep(LOAD_MS);
    killed = true;
    await server.end('SIGKILL');
    await Promise.all(lanes);
  } finally {
    client.close();
  }
}
