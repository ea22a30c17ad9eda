import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { AssessmentLine } from '../../api/deal-parts.ts';
import type { MoneyJson } from '../../format/money.ts';
import { Instant, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { plain, StatusBadge } from '../../parts/status-badge.tsx';

/** What is due and why: each line with its rule, date, source and how sure it is. */
export function AssessmentTable({
  caption,
  lines,
  total,
  date,
}: {
  caption: string;
  lines: AssessmentLine[];
  total?: MoneyJson | null;
  date: string;
}): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const columns: Column<AssessmentLine>[] = [
    {
      id: 'kind',
      header: t('charge'),
      title: true,
      cell: (line) => (
        <>
          {t(`charge.${line.kind}`, { ns: 'terms', defaultValue: plain(line.kind) })}
          {line.line !== null && <span className="small dimmed"> · {t('line', { line: line.line })}</span>}
        </>
      ),
    },
    { id: 'base', header: t('base'), end: true, cell: (line) => <Money of={line.base} /> },
    {
      id: 'rate',
      header: t('rate'),
      cell: (line) =>
        line.status === 'no_rate_on_file' || !line.rate_text ? (
          <span className="dimmed">{t('unknown')}</span>
        ) : (
          line.rate_text
        ),
    },
    {
      id: 'rule',
      header: t('rule'),
      cell: (line) => (
        <span className="small">
          <StatusBadge kind="rate" state={line.status} />{' '}
          {t(`rule_kind.${line.rule}`, { ns: 'terms', defaultValue: line.rule })}
          {line.valid_from && (
            <>
              , {t('in_force_from')} <Instant at={line.valid_from} />
            </>
          )}
          {line.source && <div className="dimmed">{line.source}</div>}
          {line.note && <div>{line.note}</div>}
        </span>
      ),
    },
    { id: 'amount', header: t('col.amount'), end: true, cell: (line) => <Money of={line.amount} /> },
  ];
  return (
    <>
      <RecordTable
        caption={caption}
        columns={columns}
        rows={lines}
        keyOf={(line) => `${line.line} ${line.kind} ${line.name} ${line.rule}`}
      />
      <p className="figures" style={{ maxWidth: 'none', textAlign: 'right' }}>
        {total && (
          <strong>
            {t('charge.total', { ns: 'terms' })} <Money of={total} />
          </strong>
        )}{' '}
        <span className="small dimmed">
          {t('by_rules_of')} <Instant at={date} />
        </span>
      </p>
    </>
  );
}
