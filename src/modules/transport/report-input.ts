import { Type } from 'typebox';
import { Instant, Uuid } from '../../platform/index.ts';

/** What every report of a carrier may carry. `at`: when it happened, if not now. */
export const reportInput = {
  deal_id: Uuid,
  version: Type.Optional(Type.Integer({ minimum: 1 })),
  at: Type.Optional(Instant),
  remark: Type.Optional(Type.String({ maxLength: 500 })),
};
