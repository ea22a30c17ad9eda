import { Type } from 'typebox';
import { fromJson } from '../../kernel/money.ts';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, PositiveMoneySchema, Uuid } from '../../platform/index.ts';
import { answers, assessDeclaration } from './assess.ts';
import { assessedBody } from './assessed-body.ts';
import type { Assessment, SuppliedCharge } from './model.ts';
import { asOfficer, changeAndTell, openCase } from './step.ts';
import { DeclarationView, show } from './view.ts';

/**
 * An officer supplies what no rule on file gives, with a written reason: a percentage for duty, excise or VAT
 * of a line (what rests on it is worked out anew), or the amount of any missing charge. It stands in the
 * assessment as the officer's, and the event keeps the reason.
 * Refuses with customs.not_your_office, customs.not_now, customs.nothing_to_supply, customs.wrong_currency,
 * customs.rate_or_amount and what `openCase` refuses.
 */
export const supplyRate = defineUseCase({
  name: 'customs.supply-rate',
  kind: 'command',
  permission: 'declaration:decide',
  input: Type.Object(
    {
      deal_id: Uuid,
      declaration_id: Uuid,
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      line: Type.Union([Type.Integer({ minimum: 1, maximum: 200 }), Type.Null()]),
      kind: Type.String({ minLength: 1, maxLength: 60 }),
      name: Type.String({ minLength: 1, maxLength: 60 }),
      pct: Type.Optional(Type.String({ pattern: '^\\d{1,4}(\\.\\d{1,4})?$' })),
      amount: Type.Optional(PositiveMoneySchema),
      reason: Type.String({ minLength: 10, maxLength: 1000 }),
    },
    { additionalProperties: false },
  ),
  output: DeclarationView,
  async run(ctx, input) {
    const opened = await openCase(ctx, input);
    if (isRefusal(opened)) return opened;
    const d = opened.declaration;
    const by = asOfficer(ctx, d);
    if (isRefusal(by)) return by;
    if (!d.assessment || (d.state !== 'laned' && d.state !== 'inspected'))
      return refuse('customs.not_now', { state: d.state, step: 'supply' });
    const supply: SuppliedCharge = {
      line: input.line,
      kind: input.kind,
      name: input.name,
      pct: input.pct ?? null,
      amount: input.amount ?? null,
      reason: input.reason,
      officer_org_id: ctx.actor.org_id,
      officer_user_id: ctx.actor.user_id,
    };
    const wrong = fits(d.assessment, supply);
    if (isRefusal(wrong)) return wrong;
    const { date, supplied } = d.assessment;
    const assessment = await assessDeclaration(ctx, d, date, [...supplied, supply]);
    const told = await changeAndTell(
      ctx,
      opened,
      { state: d.state, assessment, due: assessment.total && fromJson(assessment.total) },
      'declaration.assessed',
      { ...assessedBody(assessment), supplied: { ...supply, amount: supply.amount && { ...supply.amount } } },
    );
    return isRefusal(told) ? told : show(told.declaration);
  },
});

/** Only what is missing can be supplied: a percentage where a rate makes the charge, else an amount. */
function fits(a: Assessment, s: SuppliedCharge): Outcome<undefined> {
  if (!a.missing.some((m) => answers(s, m)))
    return refuse('customs.nothing_to_supply', { line: s.line, kind: s.kind, name: s.name });
  const rated = s.line !== null && ['duty', 'excise', 'vat'].includes(s.kind);
  if ((s.pct === null) === (s.amount === null) || (s.pct !== null && !rated))
    return refuse('customs.rate_or_amount', { kind: s.kind });
  if (s.amount && s.amount.currency !== a.currency)
    return refuse('customs.wrong_currency', { currency: a.currency });
  return undefined;
}
