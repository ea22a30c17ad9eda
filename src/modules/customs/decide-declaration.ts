import { Type } from 'typebox';
import { isRefusal, type Outcome, refuse } from '../../kernel/refusal.ts';
import { type Ctx, defineUseCase, Uuid } from '../../platform/index.ts';
import { settle } from './release-declaration.ts';
import { asOfficer, type Case, changeAndTell, openCase, takeStep } from './step.ts';
import { DeclarationView, show } from './view.ts';

/** Why an officer refuses; each has a sentence in the reader's language. */
export const officerReasons = [
  'hs_code_wrong',
  'value_doubtful',
  'document_missing',
  'document_doubtful',
  'origin_doubtful',
  'goods_differ',
  'goods_restricted',
] as const;

const decisions = ['inspect', 'accept', 'refuse'] as const;

/**
 * An officer of the declaration's country decides: have the goods inspected, accept the declaration (which
 * clears it; it is released as soon as nothing due is unpaid), or refuse it with a reason code.
 * Refuses with customs.not_your_office, customs.not_now, customs.inspection_first, customs.reason_missing and
 * what `openCase` refuses.
 */
export const decideDeclaration = defineUseCase({
  name: 'customs.decide-declaration',
  kind: 'command',
  permission: 'declaration:decide',
  input: Type.Object(
    {
      deal_id: Uuid,
      declaration_id: Uuid,
      version: Type.Optional(Type.Integer({ minimum: 1 })),
      decision: Type.Enum([...decisions]),
      reason_code: Type.Optional(Type.Enum([...officerReasons])),
      remark: Type.Optional(Type.String({ maxLength: 1000 })),
    },
    { additionalProperties: false },
  ),
  output: DeclarationView,
  async run(ctx, input) {
    const opened = await openCase(ctx, input);
    if (isRefusal(opened)) return opened;
    const by = asOfficer(ctx, opened.declaration);
    if (isRefusal(by)) return by;
    const remark = input.remark ?? null;
    const decided = await decide(ctx, opened, {
      decision: input.decision,
      reason_code: input.reason_code,
      remark,
    });
    return isRefusal(decided) ? decided : show(decided.declaration);
  },
});

async function decide(
  ctx: Ctx,
  of: Case,
  input: { decision: (typeof decisions)[number]; reason_code: string | undefined; remark: string | null },
): Promise<Outcome<Case>> {
  const { decision, reason_code, remark } = input;
  if (decision === 'inspect')
    return takeStep(ctx, of, {
      step: 'inspect',
      by: 'officer',
      change: { inspected_at: ctx.clock.now() },
      body: { remark },
    });
  if (decision === 'accept') return accept(ctx, of, remark);
  if (!reason_code) return refuse('customs.reason_missing');
  const reasons = [{ code: `customs.officer.${reason_code}`, params: {} }];
  return takeStep(ctx, of, {
    step: 'refuse',
    by: 'officer',
    // What was assessed belongs to the declaration as it stood; the corrected one is assessed anew.
    change: { reasons, cleared: false, lane: null, lane_reasons: [], due: null },
    body: { by: 'officer', reasons, remark },
  });
}

async function accept(ctx: Ctx, of: Case, remark: string | null): Promise<Outcome<Case>> {
  const d = of.declaration;
  const waiting = d.state === 'laned' || d.state === 'inspected' || d.state === 'paid';
  if (!waiting || d.cleared) return refuse('customs.not_now', { state: d.state, step: 'accept' });
  if (d.lane === 'red' && d.inspected_at === null) return refuse('customs.inspection_first');
  if (!d.assessment?.complete) return refuse('customs.assessment_incomplete');
  const accepted = await changeAndTell(ctx, of, { state: d.state, cleared: true }, 'declaration.accepted', {
    lane: d.lane,
    remark,
  });
  return isRefusal(accepted) ? accepted : settle(ctx, accepted);
}
