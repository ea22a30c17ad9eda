import { useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { moneyQuery, quotesQuery } from '../../api/deal-parts.ts';
import type { Deal, DealAction } from '../../api/deals.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import type { CommandField } from '../../parts/command-fields.ts';
import { CommandForm } from '../../parts/command-form.tsx';
import { Money } from '../../parts/reading.tsx';
import { Facts, Note } from '../../parts/section.tsx';

const disputeReasons = ['damaged', 'missing', 'not_as_described', 'wrong_documents', 'late'];

/** Each line of the field is one piece of evidence. */
function withEvidence(body: Record<string, unknown>): Record<string, unknown> {
  if (typeof body.evidence !== 'string') return body;
  const lines = body.evidence.split(/\n/).map((line) => line.trim());
  return { ...body, evidence: lines.filter((line) => line !== '').map((what) => ({ what })) };
}

/** What was received of each line; left empty where nothing is missing. */
const receivedFields = (
  deal: Deal,
  t: TFunction,
  told: (quantity: string, unit: string) => string,
): CommandField[] =>
  (deal.terms?.goods ?? []).map(({ line, description, quantity, unit }) => ({
    name: `received_${line}`,
    label: t('received_of', { line, description }),
    hint: t('received_hint', { agreed: told(quantity, unit) }),
    kind: 'decimal' as const,
    optional: true,
    group: t('received'),
  }));

function withReceived(body: Record<string, unknown>): Record<string, unknown> {
  const others = Object.entries(body).filter(([name]) => !name.startsWith('received_'));
  const received = Object.entries(body).flatMap(([name, quantity]) =>
    name.startsWith('received_') ? [{ line: Number(name.slice('received_'.length)), quantity }] : [],
  );
  return { ...Object.fromEntries(others), ...(received.length > 0 ? { received } : {}) };
}

/** The form of one action of the deal, from the names of what it needs. */
export function ActionForm({
  deal,
  action,
  name,
  done,
}: {
  deal: Deal;
  action: DealAction;
  name: string;
  done: () => void;
}): ReactNode {
  const { t } = useTranslation('deal');
  const reader = useReader();
  const unitName = useUnitName();
  const needsQuote = action.needs.includes('quote_number');
  const quotes = useQuery({ ...quotesQuery(deal.deal_id), enabled: needsQuote });
  const divides = action.action === 'resolve-dispute';
  const money = useQuery({ ...moneyQuery(deal.deal_id), enabled: divides });
  const newest = quotes.data?.items[0];
  const price = newest?.terms.price ?? deal.terms?.price;
  const fields = action.needs
    .filter((need) => need !== 'quote_number')
    .map((need): CommandField => {
      const label = t(`field.${need}`, { defaultValue: need });
      const currency = price?.currency ?? 'CNY';
      if (need === 'claim')
        return { name: need, label, kind: 'amount', currency, optional: true, hint: t('claim_hint') };
      if (need === 'to_buyer') return { name: need, label, kind: 'amount', currency };
      if (need === 'evidence')
        return { name: need, label, kind: 'text', hint: t('evidence_hint'), longest: 2000 };
      if (action.action === 'open-dispute' && need === 'reason')
        return {
          name: need,
          label,
          kind: 'choice',
          start: disputeReasons[0] ?? '',
          choices: disputeReasons.map((value) => ({ value, label: t(`dispute.${value}`) })),
        };
      return { name: need, label, kind: 'text', longest: need === 'description' ? 2000 : 500 };
    });
  if (action.action === 'open-dispute')
    fields.push(
      ...receivedFields(deal, t, (quantity, unit) => `${formatDecimal(quantity, reader)} ${unitName(unit)}`),
    );
  return (
    <CommandForm
      spec={{
        name,
        explain: t(`explain.${action.action}`, { defaultValue: '' }),
        method: action.method,
        path: action.path,
        fields,
        shape: (body) => withReceived(withEvidence(body)),
        ...(needsQuote ? { fixed: { quote_number: newest?.quote_number }, held: !newest } : {}),
      }}
      done={done}
    >
      <Facts
        rows={[
          [t('deal'), deal.number],
          ...(needsQuote && newest
            ? [[t('quote_number'), String(newest.quote_number)] as [string, ReactNode]]
            : []),
          [t('price'), <Money key="p" of={price} />],
          ...(divides && money.data?.escrow
            ? [[t('escrow_held'), <Money key="h" of={money.data.escrow.held} />] as [string, ReactNode]]
            : []),
        ]}
      />
      {needsQuote && newest?.expired && <Note>{t('expired')}</Note>}
    </CommandForm>
  );
}
