import type { Ctx } from '../../platform/index.ts';
import { notify, settle } from '../notices/index.ts';
import type { OrderRow } from './store.ts';

type Told = 'order.placed' | 'order.cancelled' | 'order.return_asked';
type Facts = Pick<OrderRow, 'org_id' | 'order_id' | 'number' | 'destination'>;

const subjects = { order: 'order', return: 'return of order' } as const;

/** Tells the merchant of an order; the news names the order and its country, and nothing of the person. */
export async function tellMerchant(
  ctx: Pick<Ctx, 'enqueue'>,
  what: Told,
  { org_id, order_id, number, destination }: Facts,
  ends_at?: Date,
): Promise<void> {
  const subject = what === 'order.return_asked' ? subjects.return : subjects.order;
  await notify(ctx, {
    org_id,
    what,
    once: `${what} ${order_id}`,
    body: { order_id, number, destination },
    about: { subject: `${subject} ${order_id}`, step: what === 'order.cancelled' ? 2 : 1 },
    ...(ends_at ? { ends_at } : {}),
  });
}

/** The merchant has done what it was told of. */
export async function doneWith(
  ctx: Pick<Ctx, 'enqueue'>,
  what: keyof typeof subjects,
  { org_id, order_id }: Pick<OrderRow, 'org_id' | 'order_id'>,
): Promise<void> {
  await settle(ctx, org_id, { subject: `${subjects[what]} ${order_id}`, step: 1 });
}
