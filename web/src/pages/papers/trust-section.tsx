import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import type { MoneyJson } from '../../format/money.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Facts, Section } from '../../parts/section.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';
import { HandInPaper } from './hand-in-paper.tsx';
import { fileOf, type Paper, toneOfPaper } from './paper.ts';

interface Level {
  level: number;
  largest_deal: MoneyJson[];
}
interface Need {
  paper: Paper['kind'];
  state: keyof typeof toneOfPaper;
  decided_by: 'institution' | 'operator';
}
interface Trust {
  now: Level;
  until: string | null;
  screening: string;
  next: (Level & { needs: Need[] }) | null;
  papers: Paper[];
}

/** What a firm's level lets it do, what the next one needs, and its papers. */
export function TrustSection(): ReactNode {
  const { t } = useTranslation('papers');
  const trust = useQuery({
    queryKey: ['trust'],
    queryFn: ({ signal }) => callApi<Trust>('/organisation/trust', { signal }),
  });
  return (
    <Section title={t('title')} id="trust">
      <Answer query={trust} rows={4}>
        {({ now, until, next, papers }) => (
          <>
            <Facts
              rows={[
                [t('level.now'), t('level', { level: now.level })],
                [t('largest'), <Largest key="now" of={now} />],
                [t('level.until'), until ? <Instant key="until" at={until} day /> : t('level.no_end')],
              ]}
            />
            {next && <Next next={next} />}
            <HandInPaper />
            {papers.length > 0 && <PaperTable papers={papers} />}
          </>
        )}
      </Answer>
    </Section>
  );
}

function Largest({ of }: { of: Level }): ReactNode {
  const { t } = useTranslation('papers');
  if (of.largest_deal.length === 0) return t('largest.none');
  const shown = ['USD', 'CNY', 'KZT'];
  return of.largest_deal
    .filter((money) => shown.includes(money.currency))
    .map((money) => (
      <div key={money.currency} className="figures">
        <Money of={money} />
      </div>
    ));
}

function Next({ next }: { next: NonNullable<Trust['next']> }): ReactNode {
  const { t } = useTranslation('papers');
  const columns: Column<Need>[] = [
    { id: 'paper', header: t('col.kind'), title: true, cell: (n) => t(`kind.${n.paper}`) },
    {
      id: 'state',
      header: t('col.state'),
      cell: (n) => <ToneBadge tone={toneOfPaper[n.state]}>{t(`state.${n.state}`)}</ToneBadge>,
    },
    { id: 'by', header: t('col.decided_by'), cell: (n) => t(`by.${n.decided_by}`) },
  ];
  return (
    <>
      <h3>{t('next', { level: next.level })}</h3>
      <Facts rows={[[t('largest.then'), <Largest key="then" of={next} />]]} />
      <RecordTable
        caption={t('next', { level: next.level })}
        columns={columns}
        rows={next.needs}
        keyOf={(n) => n.paper}
      />
    </>
  );
}

function PaperTable({ papers }: { papers: Paper[] }): ReactNode {
  const { t } = useTranslation('papers');
  const columns: Column<Paper>[] = [
    {
      id: 'kind',
      header: t('col.kind'),
      title: true,
      cell: (p) => (
        <a href={fileOf(p)} target="_blank" rel="noreferrer">
          {t(`kind.${p.kind}`)}
        </a>
      ),
    },
    { id: 'at', header: t('col.handed_in'), cell: (p) => <Instant at={p.handed_in_at} day /> },
    {
      id: 'expires',
      header: t('expires'),
      cell: (p) => (p.expires_on ? <Instant at={p.expires_on} day /> : '–'),
    },
    {
      id: 'state',
      header: t('col.state'),
      cell: (p) => (
        <>
          <ToneBadge tone={toneOfPaper[p.state]}>{t(`state.${p.state}`)}</ToneBadge>
          {p.note && <div className="small">{p.note}</div>}
        </>
      ),
    },
  ];
  return (
    <>
      <h3>{t('papers')}</h3>
      <RecordTable caption={t('papers')} columns={columns} rows={papers} keyOf={(p) => p.paper_id} />
    </>
  );
}
