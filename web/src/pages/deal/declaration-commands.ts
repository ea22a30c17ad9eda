import type { TFunction } from 'i18next';
import type { Declaration } from '../../api/deal-parts.ts';
import type { CommandSpec } from '../../parts/command-form.tsx';

/** Why an officer may refuse; the codes are those of the customs module. */
const officerReasons = [
  'hs_code_wrong',
  'value_doubtful',
  'document_missing',
  'document_doubtful',
  'origin_doubtful',
  'goods_differ',
  'goods_restricted',
];

/** What a declarant can do with a declaration in its state: lodge, correct from the deal, withdraw. */
export function declarantCommands(d: Declaration, t: TFunction): (CommandSpec & { primary?: boolean })[] {
  const path = `/deals/${d.deal_id}/declarations/${d.declaration_id}`;
  const fixed = { version: d.version };
  const commands: (CommandSpec & { primary?: boolean })[] = [];
  if (d.state === 'draft' || d.state === 'corrected')
    commands.push({
      name: t('customs.lodge'),
      explain: t('customs.lodge_explain'),
      method: 'POST',
      path: `${path}/lodging`,
      fields: [],
      fixed,
      primary: true,
    });
  if (d.state === 'refused')
    commands.push({
      name: t('customs.correct'),
      explain: t('customs.correct_explain'),
      method: 'POST',
      path: `${path}/corrections`,
      fields: [{ name: 'remark', label: t('customs.remark'), kind: 'text', optional: true }],
      fixed: { ...fixed, from_deal: true },
      primary: true,
    });
  if (['draft', 'lodged', 'refused', 'corrected', 'assessed', 'laned', 'inspected'].includes(d.state))
    commands.push({
      name: t('customs.withdraw'),
      explain: t('customs.withdraw_explain'),
      method: 'POST',
      path: `${path}/withdrawal`,
      fields: [],
      fixed,
    });
  return commands;
}

/** What an officer can decide: have the goods inspected, accept, or refuse with a reason. */
export function officerCommands(d: Declaration, t: TFunction): (CommandSpec & { primary?: boolean })[] {
  if (!['laned', 'inspected'].includes(d.state) || d.cleared) return [];
  const shared = { method: 'POST', path: `/deals/${d.deal_id}/declarations/${d.declaration_id}/decisions` };
  const remark = {
    name: 'remark',
    label: t('customs.remark'),
    kind: 'text',
    optional: true,
    longest: 1000,
  } as const;
  const fixed = (decision: string) => ({ version: d.version, decision });
  const accept = {
    ...shared,
    name: t('customs.accept'),
    explain: t('customs.accept_explain'),
    fields: [remark],
    fixed: fixed('accept'),
    primary: d.lane !== 'red' || d.state === 'inspected',
  };
  const inspect = {
    ...shared,
    name: t('customs.inspect'),
    explain: t('customs.inspect_explain'),
    fields: [remark],
    fixed: fixed('inspect'),
    primary: d.lane === 'red',
  };
  const refuse = {
    ...shared,
    name: t('customs.refuse'),
    explain: t('customs.refuse_explain'),
    fields: [
      {
        name: 'reason_code',
        label: t('customs.reason'),
        kind: 'choice' as const,
        start: officerReasons[0] ?? '',
        choices: officerReasons.map((value) => ({ value, label: t(`customs.reason.${value}`) })),
      },
      remark,
    ],
    fixed: fixed('refuse'),
  };
  return d.state === 'laned' ? [accept, inspect, refuse] : [accept, refuse];
}

/** What a declaration waits for from the reader's organisation: to be lodged, corrected, decided; or nothing. */
export function declarationTask(
  d: Declaration,
  me: string | undefined,
): 'lodge' | 'correct' | 'decide' | undefined {
  if (me === d.declarant_org_id && d.state === 'refused') return 'correct';
  if (me === d.declarant_org_id && (d.state === 'draft' || d.state === 'corrected')) return 'lodge';
  if (me === d.customs_org_id && (d.state === 'laned' || d.state === 'inspected') && !d.cleared)
    return 'decide';
  return undefined;
}
