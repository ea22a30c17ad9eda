import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type BankReport, playBank } from '../src/simulator/play-bank.ts';
import { testTheatre } from './theatre.ts';

async function played(seed: string, faults: boolean): Promise<BankReport> {
  const { app, theatre } = await testTheatre();
  try {
    return await playBank(theatre, { seed, days: 12, faults, start: new Date('2026-01-05T08:00:00Z') });
  } finally {
    await app.close();
  }
}

for (const seed of ['one', 'two', 'three'])
  test(`a bank that is late, forgetful and double-tongued, seed ${seed}: money in = money out`, async () => {
    const report = await played(seed, true);
    const { faults, mail } = report;
    assert.ok(report.messages > 50 && faults.crashes > 0 && faults.clock_jumps > 0, JSON.stringify(report));
    assert.ok(mail.lost > 0 && mail.doubled > 0 && mail.overtaken > 0, JSON.stringify(mail));
    assert.ok((report.orders.awaiting_approval ?? 0) > 0, JSON.stringify(report.orders));
    assert.ok((report.orders.approved ?? 0) > 0, JSON.stringify(report.orders));
    assert.ok(
      (report.orders.rejected ?? 0) + (report.orders.returned ?? 0) > 0,
      JSON.stringify(report.orders),
    );
    assert.ok((report.orders.held ?? 0) > 0, JSON.stringify(report.orders));
    assert.deepEqual(
      report.invariants.filter((i) => !i.holds),
      [],
    );
  });

test('the same seed plays the same', async () => {
  assert.deepEqual(await played('same', true), await played('same', true));
});
