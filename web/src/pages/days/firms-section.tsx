import { NativeSelect, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import type { DayFirm, SeenDay } from '../../api/days.ts';
import { Answer } from '../../parts/answer.tsx';
import { CommandForm } from '../../parts/command-form.tsx';
import parts from '../../parts/parts.module.css';
import { CountryName } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';
import styles from './days.module.css';

const tones = { invited: 'attention', confirmed: 'done', withdrawn: 'refused' } as const;

/** Who is invited, who comes and what for; and to invite more. */
export function FirmsSection({ day, closed }: { day: SeenDay; closed: boolean }): ReactNode {
  const { t } = useTranslation('days');
  const [inviting, setInviting] = useState(false);
  const meetingsOf = (firm: DayFirm): number =>
    (day.plan?.meetings ?? []).filter((m) => [m.buyer_org_id, m.seller_org_id].includes(firm.firm_org_id))
      .length;
  const columns: Column<DayFirm>[] = [
    {
      id: 'name',
      header: t('col.firm'),
      title: true,
      cell: (firm) => (
        <Link to="/firms/$org_id" params={{ org_id: firm.firm_org_id }}>
          {firm.name}
        </Link>
      ),
    },
    { id: 'country', header: t('col.country'), cell: (firm) => <CountryName code={firm.country} /> },
    {
      id: 'state',
      header: t('col.state'),
      cell: (firm) => <ToneBadge tone={tones[firm.state]}>{t(`firm.${firm.state}`)}</ToneBadge>,
    },
    {
      id: 'side',
      header: t('col.side'),
      cell: (firm) => (firm.side ? t(`side.${firm.side}`) : <span className="dimmed">–</span>),
    },
    { id: 'meetings', header: t('col.meetings'), end: true, cell: meetingsOf },
  ];
  return (
    <div className={styles.screenOnly}>
      <Section title={t('firms')}>
        {day.firms.length === 0 ? (
          <Empty title={t('firms.none')} />
        ) : (
          <RecordTable
            caption={t('firms')}
            columns={columns}
            rows={day.firms}
            keyOf={(firm) => firm.firm_org_id}
          />
        )}
        {!closed && (
          <details onToggle={(event) => setInviting(event.currentTarget.open)}>
            <summary>{t('invite')}</summary>
            {inviting && <Invite day={day} />}
          </details>
        )}
      </Section>
    </div>
  );
}

interface Firm {
  org_id: string;
  name: string;
}

function Invite({ day }: { day: SeenDay }): ReactNode {
  const { t } = useTranslation('days');
  const [whose, setWhose] = useState('own');
  const [typed, setTyped] = useState('');
  const [times, setTimes] = useState(0);
  const [q] = useDebouncedValue(typed.trim(), 300);
  const query = {
    kind: 'trader',
    onboarded_by: whose === 'own' ? day.org_id : undefined,
    q: q || undefined,
    limit: 50,
  };
  const found = useQuery({
    queryKey: ['organisations', query],
    queryFn: ({ signal }) => callApi<Page<Firm>>('/organisations', { query, signal }),
    placeholderData: keepPreviousData,
  });
  const known = new Set(day.firms.map((firm) => firm.firm_org_id));
  return (
    <>
      <div className={parts.filters}>
        <NativeSelect
          label={t('invite.whose')}
          value={whose}
          onChange={(event) => setWhose(event.currentTarget.value)}
          data={['own', 'all'].map((value) => ({ value, label: t(`invite.${value}`) }))}
        />
        <TextInput
          label={t('invite.search')}
          value={typed}
          maxLength={100}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      <Answer query={found} rows={3}>
        {({ items }) => {
          const free = items.filter((firm) => !known.has(firm.org_id));
          if (free.length === 0) return <Empty title={t('invite.nobody')} />;
          return (
            <CommandForm
              key={times}
              spec={{
                name: t('invite'),
                explain: t('invite.explain'),
                method: 'POST',
                path: `/matchmaking-days/${day.day_id}/invitations`,
                fields: [
                  {
                    name: 'org_ids',
                    label: t('invite.found'),
                    kind: 'several',
                    choices: free.map((firm) => ({ value: firm.org_id, label: firm.name })),
                  },
                ],
              }}
              done={() => setTimes((n) => n + 1)}
            />
          );
        }}
      </Answer>
    </>
  );
}
