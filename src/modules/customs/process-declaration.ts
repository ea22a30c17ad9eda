import { Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { fromJson } from '../../kernel/money.ts';
import { assert, isRefusal, type JsonObject, mustSucceed, type Outcome } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { assessDeclaration } from './assess.ts';
import { assessedBody } from './assessed-body.ts';
import type { Declaration } from './model.ts';
import { settle, usdValueOf } from './release-declaration.ts';
import { chooseLane, decideWithin_hours } from './risk.ts';
import { type Case, openCase, takeStep } from './step.ts';
import { countReleased, recentUnitValues } from './store-released.ts';
import { DeclarationView, show } from './view.ts';

/**
 * Customs' own side of a lodged declaration: assesses it, gives it a lane, and releases it when nothing is due
 * and nothing waits for an officer. In the name of the system, because the rules look at what the declarant
 * may not see. A declaration past `lodged` is left as it is, so it bears repetition.
 */
export const processDeclaration = defineUseCase({
  name: 'customs.process-declaration',
  kind: 'command',
  permission: 'declaration:process',
  input: Type.Object({ deal_id: Uuid, declaration_id: Uuid }, { additionalProperties: false }),
  output: DeclarationView,
  async run(ctx, input) {
    const processed = await processLodged(ctx, input);
    return isRefusal(processed) ? processed : show(processed.declaration);
  },
});

export async function processLodged(
  ctx: Ctx,
  key: { deal_id: string; declaration_id: string },
): Promise<Outcome<Case>> {
  const opened = await openCase(ctx, key);
  if (isRefusal(opened) || opened.declaration.state !== 'lodged') return opened;
  const assessed = await assess(ctx, opened);
  if (isRefusal(assessed)) return assessed;
  const laned = await lane(ctx, assessed);
  return isRefusal(laned) ? laned : settle(ctx, laned);
}

async function assess(ctx: Ctx, of: Case): Promise<Outcome<Case>> {
  const date = dayOf(ctx.clock.now());
  const assessment = await assessDeclaration(ctx, of.declaration, date, []);
  return takeStep(ctx, of, {
    step: 'assess',
    by: 'system',
    change: { assessment, due: assessment.total && fromJson(assessment.total) },
    body: assessedBody(assessment),
  });
}

async function lane(ctx: Ctx, of: Case): Promise<Outcome<Case>> {
  const d = of.declaration;
  const chosen = chooseLane({
    declaration: d,
    checks: d.checks,
    released_before: await countReleased(ctx.tx, d.trader_org_id),
    assessment_complete: d.assessment?.complete ?? false,
    usd_value: (await usdValueOf(ctx, d))?.usd_value ?? null,
    unit_values: await unitValuesOf(ctx, d),
  });
  const now = ctx.clock.now();
  return takeStep(ctx, of, {
    step: 'lane',
    by: 'system',
    change: {
      lane: chosen.lane,
      lane_score: chosen.score,
      lane_reasons: chosen.reasons,
      cleared: chosen.lane === 'green',
      laned_at: now,
      decide_by: new Date(now.getTime() + decideWithin_hours[chosen.lane] * 3_600_000),
    },
    body: { lane: chosen.lane, score: chosen.score, reasons: chosen.reasons.map((r) => ({ ...r })) },
  });
}

async function unitValuesOf(ctx: Ctx, d: Declaration): Promise<Map<number, bigint[]>> {
  const byCode = await recentUnitValues(
    ctx.tx,
    d.items.map((i) => i.hs_code),
    d,
  );
  return new Map(d.items.map((i) => [i.line, byCode.get(i.hs_code) ?? []]));
}

/** `processLodged` as background work; it can be refused only for a deal or declaration that is not there. */
export async function processJob(ctx: Ctx, job: JsonObject): Promise<void> {
  const { deal_id, declaration_id } = job;
  assert(typeof deal_id === 'string' && typeof declaration_id === 'string', 'a job names its declaration');
  mustSucceed(await processLodged(ctx, { deal_id, declaration_id }), 'process declaration');
}
