import { Type } from 'typebox';
import { isRefusal, refuse } from '../../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Line, Uuid } from '../../../platform/index.ts';
import { findOrganisations, getOrganisationProfile } from '../../parties/index.ts';
import { type AccountRow, type AccountStep, findAccount, insertAccountStep } from '../store-payouts.ts';
import { isSameName } from './account-number.ts';
import { AccountView, accountState, evidenceKinds, orgsOf, viewAccount } from './account-view.ts';

const evidence = Line(200, 3);

/**
 * A bank's clerk or the treasury says that an account is the organisation's own, and by what evidence; or that it is
 * not. The name is compared again: organisations change theirs. Refuses with banking.account_not_found,
 * banking.account_not_open, banking.own_account, banking.name_mismatch.
 */
export const decideAccount = defineUseCase({
  name: 'banking.decide-account',
  kind: 'command',
  permission: 'payout-account:verify',
  input: Type.Object(
    {
      org_id: Uuid,
      account_id: Uuid,
      decision: Type.Enum(['verified', 'refused']),
      evidence_kind: Type.Enum([...evidenceKinds]),
      evidence,
    },
    { additionalProperties: false },
  ),
  output: AccountView,
  async run(ctx, input) {
    const account = await findAccount(ctx.tx, input.org_id, input.account_id);
    if (!account) return refuse('banking.account_not_found', { account_id: input.account_id });
    if (account.org_id === ctx.actor.org_id || ctx.actor.user_id === null)
      return refuse('banking.own_account', { account_id: account.account_id });
    const state = accountState(account);
    if (state !== 'registered') return refuse('banking.account_not_open', { state });
    if (input.decision === 'verified') {
      const owner = await getOrganisationProfile(ctx, account.org_id);
      if (isRefusal(owner)) return owner;
      if (!isSameName(account.holder, owner))
        return refuse('banking.name_mismatch', { holder: account.holder });
    }
    return note(ctx, account, {
      kind: input.decision,
      evidence_kind: input.evidence_kind,
      evidence: input.evidence,
    });
  },
});

/**
 * The organisation, its bank or the treasury takes an account out of use, for good; orders that have not gone out fail.
 * Refuses with banking.account_not_found, banking.account_not_open.
 */
export const closeAccount = defineUseCase({
  name: 'banking.close-account',
  kind: 'command',
  permission: 'payout-account:close',
  input: Type.Object({ org_id: Type.Optional(Uuid), account_id: Uuid }, { additionalProperties: false }),
  output: AccountView,
  async run(ctx, input) {
    const account = await findAccount(ctx.tx, input.org_id ?? ctx.actor.org_id, input.account_id);
    if (!account) return refuse('banking.account_not_found', { account_id: input.account_id });
    const state = accountState(account);
    if (state === 'closed') return refuse('banking.account_not_open', { state });
    return note(ctx, account, { kind: 'closed', evidence_kind: null, evidence: null });
  },
});

async function note(
  ctx: Ctx,
  account: AccountRow,
  said: Pick<AccountStep, 'kind' | 'evidence_kind' | 'evidence'>,
) {
  const { org_id, user_id } = ctx.actor;
  const step = { ...said, by_org_id: org_id, by_user_id: user_id, at: ctx.clock.now() };
  if (!(await insertAccountStep(ctx.tx, account, step))) return refuse('platform.changed_meanwhile');
  const after = { ...account, steps: [...account.steps, step] };
  return viewAccount(after, await findOrganisations(ctx, orgsOf([after])));
}
