import { Type } from 'typebox';
import { formatMilli, parseMilli } from '../../kernel/decimal.ts';
import { isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { checkWhole } from '../reference/index.ts';
import { reportInput } from './report-input.ts';
import { move, openCarriage, reportedAt } from './step.ts';
import { movementsOf } from './store.ts';
import { ConsignmentState, showState } from './view.ts';

const carried = new Set(['loaded', 'departed', 'at_border', 'gauge_changed', 'in_transit', 'arrived']);

/**
 * The carrier reports goods damaged while in its hands: line of the contract, quantity in the line's unit.
 * Changes no state. Refuses with transport.more_than_carried, transport.not_now, transport.time_out_of_order,
 * reference.quantity_not_whole and what `openCarriage` refuses.
 */
export const reportDamage = defineUseCase({
  name: 'transport.report-damage',
  kind: 'command',
  permission: 'consignment:report',
  input: Type.Object(
    {
      ...reportInput,
      line: Type.Integer({ minimum: 1, maximum: 200 }),
      quantity: Type.String({ pattern: '^\\d{1,12}(\\.\\d{1,3})?$' }),
      description: Type.String({ minLength: 3, maxLength: 500 }),
    },
    { additionalProperties: false },
  ),
  output: ConsignmentState,
  async run(ctx, input) {
    const opened = await openCarriage(ctx, input);
    if (isRefusal(opened)) return opened;
    const { deal, consignment } = opened;
    const goods = deal.terms?.goods.find((g) => g.line === input.line);
    if (!carried.has(consignment.state) || !goods)
      return refuse('transport.not_now', { state: consignment.state, step: 'damage', line: input.line });
    const whole = checkWhole([['/quantity', input.quantity, goods.unit]]);
    if (isRefusal(whole)) return whole;
    const before = (await movementsOf(ctx.tx, consignment)).filter(
      (m) => m.kind === 'damaged' && m.details?.line === input.line,
    );
    const damaged = before.reduce((sum, m) => sum + parseMilli(String(m.details?.quantity)), 0n);
    const left = parseMilli(goods.quantity) - damaged;
    if (parseMilli(input.quantity) > left)
      return refuse('transport.more_than_carried', {
        line: input.line,
        left: formatMilli(left),
        unit: goods.unit,
      });
    const at = reportedAt(ctx, consignment, input.at);
    if (isRefusal(at)) return at;
    const told = await move(ctx, opened, {
      kind: 'damaged',
      at,
      remark: input.description,
      details: { line: input.line, quantity: input.quantity, unit: goods.unit },
    });
    return isRefusal(told) ? told : showState(told.consignment);
  },
});
