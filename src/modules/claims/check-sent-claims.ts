import { Type } from 'typebox';
import { type FieldError, isRefusal, refuse } from '../../kernel/refusal.ts';
import { defineUseCase } from '../../platform/index.ts';
import { checkClaims } from './check-claims.ts';
import { claimOf, isClaim } from './file/claim-row.ts';
import type { Claim } from './model.ts';
import { CheckedView, ClaimInput, checkedView, checkOptions } from './views.ts';

const MOST_AT_ONCE = 200;

/**
 * Checks claims that were sent, in their order; all or nothing. Refuses with claims.rows_wrong, each fault with a
 * pointer into the list, and with what a check refuses.
 */
export const checkSentClaims = defineUseCase({
  name: 'claims.check-claims',
  kind: 'query',
  permission: 'public',
  input: Type.Object(
    { claims: Type.Array(ClaimInput, { minItems: 1, maxItems: MOST_AT_ONCE }), ...checkOptions },
    { additionalProperties: false },
  ),
  output: Type.Object({ claims: Type.Array(CheckedView) }),
  async run(ctx, { claims: sent, ...options }) {
    const errors: FieldError[] = [];
    const claims: Claim[] = [];
    sent.forEach((row, at) => {
      const read = claimOf({
        claim: '',
        commodity: 'all',
        value: '',
        printed_precision: '',
        source: '',
        ...row,
      });
      if (isClaim(read)) claims.push(read);
      else errors.push(...read.map((e) => ({ ...e, path: `/claims/${at}${e.path}` })));
    });
    if (errors.length > 0) return refuse('claims.rows_wrong', { count: errors.length }, errors.slice(0, 100));
    const checked = await checkClaims(ctx, claims, options);
    return isRefusal(checked) ? checked : { claims: checked.map(checkedView) };
  },
});
