import { type Static, Type } from 'typebox';
import { daysAfter } from '../../kernel/days.ts';
import { refuse } from '../../kernel/refusal.ts';
import {
  type Ctx,
  CurrencyCode,
  defineUseCase,
  Instant,
  MoneySchema,
  Nullable,
  Uuid,
} from '../../platform/index.ts';
import { findOrganisations, membersWithRoles, rolesOfKind } from '../parties/index.ts';
import { ApproverRoles, RuleSchema, WAITS_DAYS } from './model.ts';
import {
  type ChangeRow,
  decideChangeRow,
  insertChange,
  lockChange,
  openChanges,
  selectRules,
  writeRule,
} from './store.ts';

const ChangeSchema = Type.Object({
  change_id: Uuid,
  currency: CurrencyCode,
  /** Null: the limit is to be taken back. */
  limit: Nullable(MoneySchema),
  approver_roles: ApproverRoles,
  proposed_by: Type.String(),
  proposed_at: Instant,
  expires_at: Instant,
  mine: Type.Boolean(),
});

const changeView = (ctx: Ctx, row: ChangeRow): Static<typeof ChangeSchema> => ({
  change_id: row.change_id,
  currency: row.currency,
  limit: row.limit_amount === null ? null : { amount: row.limit_amount.toString(), currency: row.currency },
  approver_roles: row.approver_roles,
  proposed_by: row.proposed_by,
  proposed_at: row.proposed_at.toISOString(),
  expires_at: row.expires_at.toISOString(),
  mine: row.proposed_by === ctx.actor.user_id,
});

/** The limits of the actor's firm, and changes of them that wait for a second administrator. */
export const showRules = defineUseCase({
  name: 'approvals.show-rules',
  kind: 'query',
  permission: 'approval:read',
  input: Type.Object({}, { additionalProperties: false }),
  output: Type.Object({ rules: Type.Array(RuleSchema), changes: Type.Array(ChangeSchema) }),
  async run(ctx) {
    const rules = await selectRules(ctx.tx, ctx.actor.org_id);
    const changes = await openChanges(ctx.tx, ctx.actor.org_id, ctx.clock.now());
    return {
      rules: rules.map((rule) => ({
        currency: rule.currency,
        limit: { amount: rule.limit_amount.toString(), currency: rule.currency },
        approver_roles: rule.approver_roles,
        changed_at: rule.changed_at.toISOString(),
      })),
      changes: changes.map((row) => changeView(ctx, row)),
    };
  },
});

/**
 * Sets or takes back a limit: at once where the firm has one administrator, by a second one where it has more. A limit
 * needs somebody besides its maker who could approve. Refuses with approvals.person_needed, approvals.role_not_held,
 * approvals.no_second_person.
 */
export const proposeRule = defineUseCase({
  name: 'approvals.propose-rule',
  kind: 'command',
  permission: 'approval:rule',
  input: Type.Object(
    {
      currency: CurrencyCode,
      limit_amount: Nullable(Type.String({ pattern: '^\\d{1,18}$' })),
      approver_roles: ApproverRoles,
    },
    { additionalProperties: false },
  ),
  output: Type.Object({ change_id: Nullable(Uuid), in_force: Type.Boolean() }),
  async run(ctx, input) {
    const { org_id, user_id, kind } = ctx.actor;
    if (kind !== 'person' || user_id === null) return refuse('approvals.person_needed');
    const organisation = (await findOrganisations(ctx, [org_id])).get(org_id);
    if (!organisation) return refuse('approvals.not_found');
    const foreign = input.approver_roles.find((role) => !rolesOfKind[organisation.kind].includes(role));
    if (foreign) return refuse('approvals.role_not_held', { role: foreign });
    if (
      input.limit_amount !== null &&
      (await membersWithRoles(ctx.tx, org_id, input.approver_roles)).length < 2
    )
      return refuse('approvals.no_second_person', { roles: input.approver_roles });
    const limit_amount = input.limit_amount === null ? null : BigInt(input.limit_amount);
    const { currency, approver_roles } = input;
    const at = ctx.clock.now();
    const admins = await membersWithRoles(ctx.tx, org_id, ['admin']);
    if (admins.every((admin) => admin === user_id)) {
      await writeRule(ctx.tx, {
        org_id,
        currency,
        limit_amount,
        approver_roles,
        set_by: user_id,
        approved_by: null,
        at,
      });
      return { change_id: null, in_force: true };
    }
    const change_id = ctx.id();
    await insertChange(ctx.tx, org_id, {
      change_id,
      currency,
      limit_amount,
      approver_roles,
      proposed_by: user_id,
      proposed_at: at,
      expires_at: daysAfter(at, WAITS_DAYS),
    });
    return { change_id, in_force: false };
  },
});

/**
 * A second administrator decides a change of the rules, or who proposed it takes it back. Refuses with
 * approvals.not_found, approvals.decided, approvals.expired, approvals.person_needed, approvals.maker_decides.
 */
export const decideRule = defineUseCase({
  name: 'approvals.decide-rule',
  kind: 'command',
  permission: 'approval:rule',
  input: Type.Object(
    { change_id: Uuid, decision: Type.Enum(['approved', 'refused']) },
    { additionalProperties: false },
  ),
  output: Type.Object({ change_id: Uuid, decision: Type.String() }),
  async run(ctx, { change_id, decision }) {
    const { org_id, user_id, kind } = ctx.actor;
    const row = await lockChange(ctx.tx, org_id, change_id);
    if (!row) return refuse('approvals.not_found');
    if (row.decision) return refuse('approvals.decided', { decision: row.decision });
    const at = ctx.clock.now();
    if (row.expires_at <= at)
      return refuse('approvals.expired', { expires_at: row.expires_at.toISOString() });
    if (kind !== 'person' || user_id === null) return refuse('approvals.person_needed');
    if (decision === 'approved' && user_id === row.proposed_by) return refuse('approvals.maker_decides');
    await decideChangeRow(ctx.tx, org_id, change_id, { decision, decided_by: user_id, decided_at: at });
    if (decision === 'approved') {
      const { currency, limit_amount, approver_roles, proposed_by } = row;
      await writeRule(ctx.tx, {
        org_id,
        currency,
        limit_amount,
        approver_roles,
        set_by: proposed_by,
        approved_by: user_id,
        at,
      });
    }
    return { change_id, decision };
  },
});
