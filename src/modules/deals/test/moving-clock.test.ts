import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../../../../test/app.ts';
import { approvals } from '../../approvals/index.ts';
import { parties } from '../../parties/index.ts';
import { auditTimelines, deals } from '../index.ts';
import { openedDeal } from './deal-fixture.ts';

let app: TestApp;
before(async () => {
  app = await testApp([parties, approvals, deals]);
});
after(() => app.close());

test('a clock that moves within a command does not break the chain', async () => {
  app.runtime.clock = {
    now: () => {
      app.clock.advanceBy(1);
      return app.clock.now();
    },
  };
  await openedDeal(app, 'contracted');
  const report = await app.within(auditTimelines);
  assert.equal(report.broken, null);
  assert.ok(report.events >= 4);
});
