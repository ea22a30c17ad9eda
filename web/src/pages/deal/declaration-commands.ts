import type { TFunction } from 'i18next';
import type { Declaration, Missing } from '../../api/deal-parts.ts';
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
  const [missing] = d.assessment?.missing ?? [];
  const fixed = (decision: string) => ({ version: d.version, decision });
  const accept = {
    ...shared,
    name: t('customs.accept'),
    explain: t('customs.accept_explain'),
    fields: [remark],
    fixed: fixed('accept'),
    primary: !missing && (d.lane !== 'red' || d.state === 'inspected'),
  };
  const inspect = {
    ...shared,
    name: t('customs.inspect'),
    explain: t('customs.inspect_explain'),
    fields: [remark],
    fixed: fixed('inspect'),
    primary: !missing && d.lane === 'red',
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
  const decisions = d.state === 'laned' ? [accept, inspect, refuse] : [accept, refuse];
  return missing && d.assessment
    ? [supplyCommand(d, missing, d.assessment.currency, t), ...decisions]
    : decisions;
}

/** Charges of a line that rest on a percentage; of others the officer states the amount. */
const rated = new Set(['duty', 'excise', 'vat']);

/** The officer states what no rule on file gives, one charge after the other, each with its reason. */
function supplyCommand(
  d: Declaration,
  missing: Missing,
  currency: string,
  t: TFunction,
): CommandSpec & { primary: boolean } {
  const byRate = missing.line !== null && rated.has(missing.kind);
  return {
    name: t('customs.supply', {
      charge: t(`charge.${missing.kind}`, { ns: 'terms', defaultValue: missing.kind }),
    }),
    explain: t('customs.supply_explain'),
    method: 'POST',
    path: `/deals/${d.deal_id}/declarations/${d.declaration_id}/rates`,
    fields: [
      byRate
        ? { name: 'pct', label: t('customs.supply_pct'), kind: 'decimal' }
        : { name: 'amount', label: t('col.amount'), kind: 'amount', currency },
      { name: 'reason', label: t('customs.supply_reason'), kind: 'text', longest: 1000 },
    ],
    fixed: {
      version: d.version,
      line: missing.line,
      kind: missing.kind,
      name: missing.name ?? missing.kind,
    },
    primary: true,
  };
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
