import { Type } from 'typebox';
import { dayOf } from '../../kernel/days.ts';
import { assert, isRefusal, type Outcome } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { findOrganisations } from '../parties/index.ts';
import { Amendments, amend } from './amend.ts';
import { checkRules, refusing, runChecks } from './checks.ts';
import { composeFromTerms } from './compose.ts';
import type { CheckResult } from './model.ts';
import { nomenclatureOf } from './nomenclature.ts';
import { asDeclarant, type Case, openCase, takeStep } from './step.ts';
import { putItems } from './store.ts';
import { DeclarationView, show } from './view.ts';

/** States of the deal in which the goods have reached the end of their way. */
const arrivedStates = new Set(['delivered', 'accepted', 'disputed', 'settled', 'closed']);
export const PROCESS_QUEUE = 'customs.process-declaration';

/**
 * Lodges a draft with the customs authority of its country, as composed from the deal or amended. The checks
 * run at once: a declaration that fails them is `refused` with reasons, which is an answer, not an error; one
 * that passes is assessed and given its lane in the background.
 * Refuses with customs.not_declarant, customs.not_now, customs.no_such_line, customs.wrong_currency and what
 * `openCase` refuses.
 */
export const lodgeDeclaration = defineUseCase({
  name: 'customs.lodge-declaration',
  kind: 'command',
  permission: 'declaration:lodge',
  input: Type.Object(
    {
      deal_id: Uuid,
      declaration_id: Uuid,
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      amendments: Type.Optional(Amendments),
    },
    { additionalProperties: false },
  ),
  output: DeclarationView,
  async run(ctx, input) {
    const opened = await openCase(ctx, input);
    if (isRefusal(opened)) return opened;
    const by = asDeclarant(ctx, opened.declaration);
    if (isRefusal(by)) return by;
    const amended = input.amendments ? amend(opened.declaration, input.amendments) : opened.declaration;
    if (isRefusal(amended)) return amended;
    const lodged = await lodge(
      ctx,
      { deal: opened.deal, declaration: amended },
      input.amendments !== undefined,
    );
    return isRefusal(lodged) ? lodged : show(lodged.declaration);
  },
});

/** Takes the step of lodging, checks, and either refuses or hands over to assessment. */
export async function lodge(ctx: Ctx, of: Case, amended: boolean): Promise<Outcome<Case>> {
  const d = of.declaration;
  const checks = await check(ctx, of);
  const lodged = await takeStep(ctx, of, {
    step: 'lodge',
    by: 'declarant',
    change: {
      checks,
      reasons: [],
      lodged_at: ctx.clock.now(),
      invoice_value: d.invoice_value,
      statistical_value: d.statistical_value,
    },
    body: {
      office: d.office,
      statistical_value: d.statistical_value.amount.toString(),
      currency: d.currency,
      amended,
    },
  });
  if (isRefusal(lodged)) return lodged;
  if (amended) await putItems(ctx.tx, lodged.declaration);
  const findings = refusing(checks);
  if (findings.length === 0) {
    const job = { deal_id: d.deal_id, declaration_id: d.declaration_id };
    await ctx.enqueue(PROCESS_QUEUE, job);
    return lodged;
  }
  const reasons = findings.map(({ code, params }) => ({ code, params }));
  return takeStep(ctx, lodged, {
    step: 'refuse',
    by: 'system',
    change: { reasons },
    body: { by: 'checks', reasons },
  });
}

/** Gathers the facts that the checks look at, and runs them. */
async function check(ctx: Ctx, { deal, declaration }: Case): Promise<CheckResult[]> {
  assert(deal.terms, 'a declaration is drawn up from terms');
  const date = dayOf(ctx.clock.now());
  const profiles = await findOrganisations(ctx, [declaration.declarant_org_id, declaration.trader_org_id]);
  const results = runChecks({
    declaration,
    nomenclature: await nomenclatureOf(
      ctx,
      declaration.items.map((i) => i.hs_code),
      date,
    ),
    composed_value: composeFromTerms(deal.terms, declaration.direction).statistical_value,
    // Nobody is in the directory without a registration number.
    registered: new Set(profiles.keys()),
    arrived: arrivedStates.has(deal.state),
    date,
  });
  assert(results.length >= checkRules.length, 'every rule gives a result');
  return results;
}
