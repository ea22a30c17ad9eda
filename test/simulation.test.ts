import assert from 'node:assert/strict';
import { test } from 'node:test';
import { cases } from '../src/simulator/cases.ts';
import { runSimulation, type SimulationReport } from '../src/simulator/run.ts';
import { walkDeal } from '../src/simulator/walk.ts';
import { testTheatre } from './theatre.ts';

async function simulated(seed: string, faults: boolean): Promise<SimulationReport> {
  const { app, theatre } = await testTheatre();
  try {
    return await runSimulation(theatre, {
      deals: 14,
      seed,
      faults,
      start: new Date('2024-11-01T00:00:00Z'),
      months: 24,
    });
  } finally {
    await app.close();
  }
}

test('the same seed gives the same simulation to the byte, another seed another', async () => {
  const first = await simulated('one', false);
  const again = await simulated('one', false);
  assert.deepEqual(again, first);
  assert.notEqual((await simulated('two', false)).digest, first.digest);
});

test('steps that die, lost answers and clocks that jump leave every invariant whole', async () => {
  const report = await simulated('faults', true);
  const { crashes, lost_answers, clock_jumps, steps, steps_that_died } = report.faults;
  assert.ok(
    crashes > 50 && lost_answers > 50 && clock_jumps > 50 && steps > 15,
    JSON.stringify(report.faults),
  );
  assert.equal(steps_that_died, steps);
  const blocked = report.invariants.find((i) => i.name.startsWith('a firm that is blocked'));
  assert.match(blocked?.detail ?? '', /^[1-9]\d* firms blocked and lifted$/);
  assert.deepEqual(
    report.invariants.filter((i) => !i.holds),
    [],
  );
});

for (const route of [
  'rail-xian-horgos-almaty',
  'road-urumqi-torugart-bishkek',
  'rail-kostanay-dostyk-lianyungang',
  'road-andijan-irkeshtam-kashgar',
])
  test(`walk ${route}: settled, and every invariant holds`, async () => {
    const { app, theatre } = await testTheatre();
    try {
      const chosen = cases.find((c) => c.route_id === route);
      assert.ok(chosen);
      const told: string[] = [];
      const walk = await walkDeal(theatre, chosen, new Date('2026-03-02T08:00:00Z'), (s) =>
        told.push(s.step),
      );
      assert.ok(walk.settled);
      assert.deepEqual(
        walk.invariants.filter((i) => !i.holds),
        [],
      );
      assert.equal(told.length, walk.steps.length);
      assert.ok(walk.steps.some((s) => s.step === 'mirror gap'));
    } finally {
      await app.close();
    }
  });
