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
  total?: MoneyJson | undefined;
  date?: string | undefined;
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
          {line.line !== null && line.line !== undefined && (
            <span className="small dimmed"> · {t('line', { line: line.line })}</span>
          )}
        </>
      ),
    },
    {
      id: 'rate',
      header: t('rate'),
      cell: (line) => line.rate ?? <span className="dimmed">{t('unknown')}</span>,
    },
    {
      id: 'rule',
      header: t('rule'),
      cell: (line) => (
        <>
          {line.rule}
          {line.rule_date && (
            <div className="small dimmed">
              {t('in_force_from')} <Instant at={line.rule_date} />
            </div>
          )}
          {line.note && <div className="small">{line.note}</div>}
        </>
      ),
    },
    {
      id: 'source',
      header: t('col.source'),
      cell: (line) => (
        <>
          <StatusBadge kind="rate" state={line.status} />
          {line.source && <div className="small dimmed">{line.source}</div>}
        </>
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
        keyOf={(line) => `${line.line ?? 0} ${line.kind} ${line.rule}`}
      />
      {total && (
        <p className="amount" style={{ maxWidth: 'none' }}>
          <strong>
            {t('charge.total', { ns: 'terms' })} <Money of={total} />
          </strong>
          {date && (
            <span className="small dimmed">
              {' '}
              · {t('by_rules_of')} <Instant at={date} />
            </span>
          )}
        </p>
      )}
    </>
  );
}
