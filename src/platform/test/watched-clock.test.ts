import assert from 'node:assert/strict';
import { test } from 'node:test';
import { systemClock, VirtualClock } from '../../kernel/clock.ts';
import { clockRefusal, WatchedClock } from '../watched-clock.ts';

test('a clock that is set wrongly is known to be wrong at once, and right again when the database agrees', (t) => {
  const clock = new WatchedClock();
  const code = (): string | undefined => clockRefusal(clock)?.code;
  assert.equal(code(), undefined);
  for (const jump_ms of [-3_600_000, 31_000]) {
    const true_now = systemClock.now;
    t.mock.method(systemClock, 'now', () => new Date(true_now().getTime() + jump_ms));
    assert.ok(Math.abs(clock.off_ms() - jump_ms) < 1_000, `${clock.off_ms()}`);
    assert.equal(code(), 'platform.clock_wrong');
    clock.compare(systemClock.now());
    assert.equal(code(), undefined, 'the database has the same time');
    t.mock.reset();
    assert.equal(code(), 'platform.clock_wrong', 'set back again');
    clock.compare(systemClock.now());
  }
});

test('what drifts by seconds is let pass; a virtual clock is wrong only when made to be', () => {
  const clock = new VirtualClock(new Date('2026-03-02T08:00:00Z'));
  clock.advanceBy(86_400_000);
  assert.equal(clockRefusal(clock), undefined);
  clock.jump(20_000);
  assert.equal(clockRefusal(clock), undefined);
  clock.jump(-86_400_000);
  assert.equal(clockRefusal(clock)?.code, 'platform.clock_wrong');
  assert.equal(clock.now().toISOString(), '2026-03-02T08:00:00.000Z');
});
