import { Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { applyRatio, fromJson } from '../../kernel/money.ts';
import { assert, type FieldError, isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase, Uuid } from '../../platform/index.ts';
import { appendEvent, getDeal, happenedOf, rolesIn } from '../deals/index.ts';
import { checkWhole } from '../reference/index.ts';
import { returnRule } from './house-rules.ts';
import { askInput, ReturnSchema, shown, stateNow } from './model.ts';
import { insertRequest, requestsOf } from './store.ts';

/**
 * The buyer asks to give goods back that it has accepted: whole lines or a part, at the price of the contract. Of no
 * line more than was bought, all returns that were not refused together. Refuses with deals.not_found,
 * returns.not_your_part, returns.not_accepted_yet, returns.too_late, returns.more_than_bought,
 * reference.quantity_not_whole.
 */
export const askReturn = defineUseCase({
  name: 'returns.ask-return',
  kind: 'command',
  permission: 'return:ask',
  input: Type.Object({ deal_id: Uuid, ...askInput }, { additionalProperties: false }),
  output: ReturnSchema,
  async run(ctx, input) {
    const deal = await getDeal(ctx, input.deal_id);
    if (isRefusal(deal)) return deal;
    if (!rolesIn(deal, ctx.actor.org_id).includes('buyer'))
      return refuse('returns.not_your_part', { by: 'buyer' });
    const now = ctx.clock.now();
    const accepted = (await happenedOf(ctx, deal.deal_id, ['goods.accepted'])).at(-1);
    if (!accepted || !['accepted', 'settled', 'closed'].includes(deal.state))
      return refuse('returns.not_accepted_yet', { state: deal.state });
    const rule = returnRule(now);
    const until = daysAfter(accepted.at, rule.ask_within_days);
    if (now > until) return refuse('returns.too_late', { until: until.toISOString() });
    const { terms } = deal;
    assert(terms, 'an accepted deal has terms');
    const unitOf = new Map(terms.goods.map(({ line, unit }) => [line, unit]));
    const whole = checkWhole(
      input.lines.map(({ line, quantity }, at) => [
        `/lines/${at}/quantity`,
        quantity,
        unitOf.get(line) ?? '',
      ]),
    );
    if (isRefusal(whole)) return whole;
    const before = await requestsOf(ctx.tx, deal.deal_id);
    const alive = before.filter((row) => stateNow(row, now) !== 'refused');
    const errors: FieldError[] = [];
    let asked = 0n;
    for (const [index, { line, quantity }] of input.lines.entries()) {
      const goods = terms.goods.find((g) => g.line === line);
      const wanted = parseMilli(quantity);
      const others = [...alive.flatMap((row) => row.lines), ...input.lines.slice(0, index)]
        .filter((l) => l.line === line)
        .reduce((sum, l) => sum + parseMilli(l.quantity), 0n);
      const left = goods ? parseMilli(goods.quantity) - others : 0n;
      if (!goods || wanted <= 0n || wanted > left)
        errors.push({
          path: `/lines/${index}/quantity`,
          code: 'more_than_bought',
          message: `${formatMilli(left)} of line ${line} can be given back`,
        });
      else asked += applyRatio(fromJson(goods.amount), wanted, parseMilli(goods.quantity)).amount;
    }
    // Rounding each part up must not ask for more than the line cost.
    const most = terms.goods.reduce((sum, g) => sum + BigInt(g.amount.amount), 0n);
    const earlier = alive.reduce((sum, row) => sum + (row.approved ?? row.asked), 0n);
    if (asked > most - earlier) asked = most - earlier;
    if (errors.length > 0 || asked <= 0n) return refuse('returns.more_than_bought', {}, errors);
    const row = {
      deal_id: deal.deal_id,
      return_id: ctx.id(),
      number: before.length + 1,
      lines: input.lines,
      reason: input.reason,
      description: input.description,
      evidence: input.evidence ?? [],
      currency: terms.price.currency,
      asked,
      asked_at: now,
      answer_by: daysAfter(now, rule.answer_within_days),
    };
    const parties = [deal.buyer_org_id, deal.seller_org_id];
    await insertRequest(ctx.tx, row, parties);
    const noted = await appendEvent(ctx, deal, {
      kind: 'return.requested',
      body: {
        number: row.number,
        reason: row.reason,
        lines: row.lines,
        asked: { amount: asked.toString(), currency: row.currency },
        answer_by: row.answer_by.toISOString(),
      },
      parties,
    });
    if (isRefusal(noted)) return noted;
    return shown(
      {
        ...row,
        state: 'requested',
        approved: null,
        goods_back: null,
        note: null,
        tracking: null,
        send_by: null,
      },
      now,
    );
  },
});
