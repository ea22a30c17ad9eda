import { Type } from 'typebox';
import { parseMilli } from '../../../kernel/decimal.ts';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { paragraphsPattern } from '../../../kernel/text.ts';
import { defineUseCase, Uuid } from '../../../platform/index.ts';
import { appendEvent, type Deal, finalStates, getDeal, rolesIn } from '../../deals/index.ts';
import { notWhole } from '../../reference/index.ts';
import { findRfq } from '../store.ts';
import {
  MOST_SAMPLES,
  parcelInput,
  SampleSchema,
  type SampleStep,
  type SampleView,
  StepSchema,
  sampleInput,
  sampleSteps,
} from './sample-model.ts';
import { findSample, insertSample, moveSample, type SampleRow, selectSamples } from './store-samples.ts';

const sidesOf = (deal: Deal, org_id: string): ('buyer' | 'seller')[] =>
  rolesIn(deal, org_id).filter((role) => role === 'buyer' || role === 'seller');

function view(row: SampleRow, sides: readonly ('buyer' | 'seller')[]): SampleView {
  const { price_amount, price_currency, requested_at, changed_at, ...rest } = row;
  const possible = (Object.keys(sampleSteps) as SampleStep[]).filter(
    (step) => sampleSteps[step].from === row.state && sides.includes(sampleSteps[step].by),
  );
  return {
    ...rest,
    price:
      price_amount === null || price_currency === null
        ? null
        : { amount: price_amount.toString(), currency: price_currency },
    requested_at: requested_at.toISOString(),
    changed_at: changed_at.toISOString(),
    steps: possible,
  };
}

/** Samples of a deal, for buyer and seller. Refuses with deals.not_found. */
export const listSamples = defineUseCase({
  name: 'quoting.list-samples',
  kind: 'query',
  permission: 'deal:read',
  input: Type.Object({ deal_id: Uuid }, { additionalProperties: false }),
  output: Type.Object({ items: Type.Array(SampleSchema) }),
  async run(ctx, { deal_id }) {
    const deal = await getDeal(ctx, deal_id);
    if (isRefusal(deal)) return deal;
    const sides = sidesOf(deal, ctx.actor.org_id);
    return { items: (await selectSamples(ctx.tx, deal_id)).map((row) => view(row, sides)) };
  },
});

/**
 * The buyer asks for a sample of one line of its request, free or paid in the currency of the request. Refuses with
 * deals.not_found, deals.not_your_part, deals.not_now, quoting.no_such_line, quoting.sample_wrong,
 * quoting.samples_used_up.
 */
export const requestSample = defineUseCase({
  name: 'quoting.request-sample',
  kind: 'command',
  permission: 'quote:request',
  input: Type.Object({ deal_id: Uuid, ...sampleInput }, { additionalProperties: false }),
  output: SampleSchema,
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const sides = sidesOf(deal, ctx.actor.org_id);
    if (!sides.includes('buyer'))
      return refuse('deals.not_your_part', { event: 'sample.requested', by: ['buyer'] });
    if (finalStates.includes(deal.state))
      return refuse('deals.not_now', { state: deal.state, event: 'sample.requested' });
    const rfq = await findRfq(ctx.tx, deal.deal_id);
    const line = rfq?.request.goods.find((l) => l.line === input.line);
    if (!rfq || !line) return refuse('quoting.no_such_line', { line: input.line });
    const wrong = sampleErrors(input, { ...line, currency: rfq.request.currency });
    if (wrong.length > 0) return refuse('quoting.sample_wrong', {}, wrong);
    if ((await selectSamples(ctx.tx, deal.deal_id)).length >= MOST_SAMPLES)
      return refuse('quoting.samples_used_up', { most: MOST_SAMPLES });
    const sample_id = ctx.id();
    const parties = [deal.buyer_org_id, deal.seller_org_id];
    const after = await appendEvent(ctx, deal, {
      kind: 'sample.requested',
      body: { sample_id, line: input.line, quantity: input.quantity, unit: line.unit },
      parties,
    });
    if (isRefusal(after)) return after;
    const { line: number, quantity, price, note } = input;
    await insertSample(
      ctx.tx,
      deal.deal_id,
      {
        sample_id,
        line: number,
        quantity,
        unit: line.unit,
        price_amount: price ? BigInt(price.amount) : null,
        price_currency: price?.currency ?? null,
        note: note ?? null,
      },
      ctx.clock.now(),
      parties,
    );
    const row = await findSample(ctx.tx, deal.deal_id, sample_id);
    return row ? view(row, sides) : refuse('quoting.no_sample');
  },
});

function sampleErrors(
  input: { quantity: string; price?: { amount: string; currency: string } | undefined },
  asked: { quantity: string; unit: string; currency: string },
): { path: string; code: string; message: string }[] {
  const quantity = parseMilli(input.quantity);
  return [
    ...(quantity <= 0n || quantity > parseMilli(asked.quantity)
      ? [{ path: '/quantity', code: 'not_a_sample', message: `above zero, at most ${asked.quantity}` }]
      : []),
    ...notWhole([['/quantity', input.quantity, asked.unit]]),
    ...(input.price && input.price.currency !== asked.currency
      ? [{ path: '/price', code: 'mixed_currencies', message: `must be in ${asked.currency}` }]
      : []),
    ...(input.price && BigInt(input.price.amount) === 0n
      ? [{ path: '/price', code: 'not_positive', message: 'leave it out when the sample is free' }]
      : []),
  ];
}

/**
 * The next step of a sample, by whose it is. Sending names carrier and number of the parcel. Refuses with
 * deals.not_found, quoting.no_sample, quoting.sample_moved, quoting.sample_not_now, deals.not_your_part,
 * quoting.parcel_needed.
 */
export const stepSample = defineUseCase({
  name: 'quoting.step-sample',
  kind: 'command',
  permission: 'quote:accept',
  input: Type.Object(
    {
      deal_id: Uuid,
      sample_id: Uuid,
      step: StepSchema,
      version: Type.Integer({ minimum: 1, maximum: 1000 }),
      ...parcelInput,
      remark: Type.Optional(Type.String({ maxLength: 1000, pattern: paragraphsPattern })),
    },
    { additionalProperties: false },
  ),
  output: SampleSchema,
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    const row = await findSample(ctx.tx, deal.deal_id, input.sample_id);
    if (!row) return refuse('quoting.no_sample');
    if (row.version !== input.version) return refuse('quoting.sample_moved', { state: row.state });
    const step = sampleSteps[input.step];
    const sides = sidesOf(deal, ctx.actor.org_id);
    if (!sides.includes(step.by))
      return refuse('deals.not_your_part', { event: `sample.${step.to}`, by: [step.by] });
    if (row.state !== step.from) return refuse('quoting.sample_not_now', { state: row.state });
    const sends = input.step === 'send';
    const { carrier, tracking_number } = input;
    if (
      sends !== (carrier !== undefined && tracking_number !== undefined) ||
      (!sends && (carrier || tracking_number))
    )
      return refuse('quoting.parcel_needed');
    const after = await appendEvent(ctx, deal, {
      kind: `sample.${step.to}`,
      body: {
        sample_id: row.sample_id,
        ...(sends ? { carrier: carrier ?? '', tracking_number: tracking_number ?? '' } : {}),
      },
      parties: [deal.buyer_org_id, deal.seller_org_id],
    });
    if (isRefusal(after)) return after;
    const moved = await moveSample(ctx.tx, deal.deal_id, {
      sample_id: row.sample_id,
      version: row.version,
      state: step.to,
      carrier: carrier ?? null,
      tracking_number: tracking_number ?? null,
      remark: input.remark ?? null,
      at: ctx.clock.now(),
    });
    if (!moved) return refuse('quoting.sample_moved', { state: row.state });
    const now = await findSample(ctx.tx, deal.deal_id, row.sample_id);
    return now ? view(now, sides) : refuse('quoting.no_sample');
  },
});
