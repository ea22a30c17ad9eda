import { assert, isRefusal, type Outcome } from '../../kernel/refusal.ts';
import { findDeclarations, recordPayment } from '../../modules/customs/index.ts';
import {
  advance,
  appendEvent,
  getDeal,
  joinParticipants,
  type Participant,
} from '../../modules/deals/index.ts';
import { findPublicBody } from '../../modules/parties/index.ts';
import { payAssessment } from '../../modules/payments/index.ts';
import { countQueue } from '../../modules/reputation/index.ts';
import { RELEASE_QUEUE } from '../../modules/statistics/index.ts';
import type { Ctx } from '../../platform/index.ts';
import type { Happened } from './happened.ts';

/** Those whom the terms name, the customs of both countries, and the chamber of the exporter's as arbiter. */
export async function appointParticipants(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal)) return deal;
  const { terms, demo } = deal;
  assert(terms, 'a concluded contract has terms');
  const bodies: [Participant['role'], 'customs' | 'institution', string][] = [
    ['export_customs', 'customs', terms.from_country],
    ['import_customs', 'customs', terms.to_country],
    ['arbiter', 'institution', terms.from_country],
  ];
  const appointed: Participant[] = [
    { role: 'carrier', org_id: terms.carrier_org_id },
    { role: 'export_broker', org_id: terms.export_broker_org_id },
    { role: 'import_broker', org_id: terms.import_broker_org_id },
    { role: 'bank', org_id: terms.bank_org_id },
  ];
  for (const [role, kind, country] of bodies) {
    const org_id = await findPublicBody(ctx, { kind, country, demo });
    if (org_id) appointed.push({ role, org_id });
  }
  return joinParticipants(ctx, deal, appointed);
}

/** What customs assessed is paid from the importer's wallet, and customs is told. A shortage is put on the timeline. */
export async function payDuties(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal)) return deal;
  for (const d of await findDeclarations(ctx, deal_id)) {
    // Before an officer has cleared it, a declaration can still be refused, and nothing would have been due.
    const waits = d.direction === 'import' && d.cleared && (d.state === 'laned' || d.state === 'inspected');
    if (!waits || !d.due || !d.assessment?.complete || d.due.amount === 0n) continue;
    const { declaration_id, country } = d;
    const lines = d.assessment.lines.flatMap((line) =>
      line.amount && line.amount.amount !== '0'
        ? [{ rule: chargeText(line), amount: line.amount.amount }]
        : [],
    );
    const paid = await payAssessment.run(ctx, {
      deal_id,
      declaration_id,
      payer_org_id: d.trader_org_id,
      country,
      currency: d.due.currency,
      lines,
    });
    if (isRefusal(paid)) {
      if (paid.code !== 'payments.overdrawn') return paid;
      return appendEvent(ctx, deal, { kind: 'duties.unpaid', body: { declaration_id, ...paid.params } });
    }
    assert(paid.transfer_reference, 'a payment that is not zero has a reference');
    const told = await recordPayment.run(ctx, {
      deal_id,
      declaration_id,
      amount: paid.paid,
      transfer_reference: paid.transfer_reference,
    });
    if (isRefusal(told)) return told;
  }
  return deal;
}

function chargeText(line: {
  kind: string;
  name: string;
  rate_text: string;
  valid_from: string | null;
  source: string;
}): string {
  return [
    line.kind,
    line.name === line.kind ? '' : line.name,
    line.rate_text,
    line.valid_from ? `since ${line.valid_from}` : '',
    line.source,
  ]
    .filter(Boolean)
    .join(' · ')
    .slice(0, 200);
}

/** A deal is closed when its money is settled and both customs have released it. */
export async function closeDeal(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal) || deal.state !== 'settled') return deal;
  const declarations = (await findDeclarations(ctx, deal_id)).filter(
    (d) => d.state !== 'withdrawn' && d.state !== 'cancelled',
  );
  if (
    !(['export', 'import'] as const).every((direction) =>
      declarations.some((d) => d.direction === direction && d.state === 'released'),
    )
  )
    return deal;
  return advance(ctx, deal, {
    event: 'deal.closed',
    body: { declarations: declarations.map((d) => d.number) },
  });
}

/** Both declarations go into the statistics store with the next release. */
export async function tellStatistics(ctx: Ctx): Promise<Outcome<unknown>> {
  await ctx.enqueue(RELEASE_QUEUE, {}, { start_after: nextHour(ctx.clock.now()) });
  return undefined;
}

/** The seller's figures are counted anew at the next full hour. */
export async function countSeller(ctx: Ctx, { deal_id }: Happened): Promise<Outcome<unknown>> {
  const deal = await getDeal(ctx, deal_id);
  if (isRefusal(deal)) return deal;
  const start_after = nextHour(ctx.clock.now());
  await ctx.enqueue(countQueue, { seller_org_id: deal.seller_org_id }, { start_after });
  return undefined;
}

function nextHour(now: Date): Date {
  return new Date(Math.ceil((now.getTime() + 1) / 3_600_000) * 3_600_000);
}
