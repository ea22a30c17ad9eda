import { Type } from 'typebox';
import { type Money, money, toJson } from '../../../kernel/money.ts';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import {
  Country,
  CurrencyCode,
  defineUseCase,
  MoneySchema,
  Nullable,
  Uuid,
} from '../../../platform/index.ts';
import { appendEvent, type Deal, getDeal } from '../../deals/index.ts';
import { type Movement, transfersFor } from '../ledger/movement.ts';
import { postAll } from '../ledger/post-transfers.ts';
import { organisationAccount, transferIdFor, treasuryAccount } from '../model.ts';

const AssessedLine = Type.Object(
  {
    /** What is charged and by which rule: it becomes the reference of the transfer. */
    rule: Type.String({ minLength: 1, maxLength: 200 }),
    amount: Type.String({ pattern: '^\\d{1,18}$' }),
  },
  { additionalProperties: false },
);

/**
 * Sauda pays what customs assessed, from the trader's wallet to the revenue account of the country: one
 * transfer per line with its rule. The same declaration again pays nothing twice.
 * Refuses with deals.not_found, deals.not_your_part, payments.overdrawn.
 */
export const payAssessment = defineUseCase({
  name: 'payments.pay-assessment',
  kind: 'command',
  permission: 'assessment:settle',
  input: Type.Object(
    {
      deal_id: Uuid,
      declaration_id: Uuid,
      payer_org_id: Uuid,
      country: Country,
      currency: CurrencyCode,
      lines: Type.Array(AssessedLine, { minItems: 1, maxItems: 500 }),
    },
    { additionalProperties: false },
  ),
  output: Type.Object({
    deal_id: Uuid,
    declaration_id: Uuid,
    paid: MoneySchema,
    /** The first transfer in the payer's book; null when nothing was due. */
    transfer_reference: Nullable(Uuid),
  }),
  async run(ctx, input) {
    const { deal_id, declaration_id, payer_org_id, country, currency } = input;
    const deal = await getDeal(ctx, deal_id);
    if (isRefusal(deal)) return deal;
    const side = sideOf(deal, payer_org_id);
    if (!side) return refuse('deals.not_your_part', { event: 'duties.paid', by: ['buyer', 'seller'] });
    const movements = input.lines
      .map(
        (line): Movement => ({
          from: organisationAccount(payer_org_id, 'wallet', currency),
          to: treasuryAccount('revenue', currency, country),
          money: money(BigInt(line.amount), currency),
          reason: 'assessment',
          reference: line.rule,
          deal_id,
        }),
      )
      .filter((m) => m.money.amount > 0n);
    const purpose = ['assessment', deal_id, declaration_id];
    const total: Money = money(
      movements.reduce((sum, m) => sum + m.money.amount, 0n),
      currency,
    );
    if (movements.length === 0)
      return { deal_id, declaration_id, paid: toJson(total), transfer_reference: null };
    const { requests, opens } = transfersFor(purpose, movements);
    const transfer_reference = transferIdFor(...purpose, '0', 'out');
    const posted = await postAll(ctx, requests, opens);
    if (isRefusal(posted)) return posted;
    if (posted.repeated) return { deal_id, declaration_id, paid: toJson(total), transfer_reference };
    const noted = await appendEvent(ctx, deal, {
      kind: 'duties.paid',
      body: { declaration_id, country, amount: { ...toJson(total) }, transfer_reference },
      parties: [payer_org_id, ...agentsOf(deal, side)],
    });
    return isRefusal(noted) ? noted : { deal_id, declaration_id, paid: toJson(total), transfer_reference };
  },
});

function sideOf(deal: Deal, payer_org_id: string): 'import' | 'export' | undefined {
  if (payer_org_id === deal.buyer_org_id) return 'import';
  return payer_org_id === deal.seller_org_id ? 'export' : undefined;
}

/** Duties are the business of the trader, the broker who declared for them and the customs office. */
function agentsOf(deal: Deal, side: 'import' | 'export'): string[] {
  return deal.participants
    .filter((p) => p.role === `${side}_broker` || p.role === `${side}_customs`)
    .map((p) => p.org_id);
}
