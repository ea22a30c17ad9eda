import { Button, NativeSelect } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { apiPath } from '../../api/client.ts';
import { type DayFirm, type PlannedMeeting, type SeenDay, timeOf } from '../../api/days.ts';
import parts from '../../parts/parts.module.css';
import { CountryName } from '../../parts/reading.tsx';
import { type Column, WideTable } from '../../parts/record-table.tsx';
import { Empty, Note, Section } from '../../parts/section.tsx';
import styles from './days.module.css';

const lists = ['tables', 'firms', 'door'] as const;
type List = (typeof lists)[number];

/** Lists for the tables, the firms and the door; what is printed is this section and the head of the page. */
export function PrintSection({ day }: { day: SeenDay }): ReactNode {
  const { t } = useTranslation('days');
  const search = useSearch({ from: '/matchmaking/$day_id' });
  const navigate = useNavigate({ from: '/matchmaking/$day_id' });
  const chosen: List = lists.find((list) => list === search.list) ?? 'tables';
  const standing = day.meetings.filter((m) => m.called_off_by === null);
  const meetings: PlannedMeeting[] = day.edition > 0 ? standing : (day.plan?.meetings ?? []);
  return (
    <Section title={t(`list.${chosen}`)} id="lists">
      <div className={`${parts.filters} ${styles.screenOnly}`}>
        <NativeSelect
          label={t('lists.which')}
          value={chosen}
          onChange={(event) => {
            const list = event.currentTarget.value;
            void navigate({ search: (old) => ({ ...old, list }), resetScroll: false });
          }}
          data={lists.map((value) => ({ value, label: t(`list.${value}`) }))}
        />
        <Button variant="default" onClick={() => window.print()} disabled={meetings.length === 0}>
          {t('lists.print')}
        </Button>
        {meetings.length > 0 && (
          <a href={apiPath(`/matchmaking-days/${day.day_id}/sheet`)} download={`day-${day.held_on}.pdf`}>
            {t('file.plan')}
          </a>
        )}
      </div>
      {meetings.length === 0 ? (
        <Empty title={t('lists.none')} />
      ) : (
        <>
          {day.edition === 0 && <Note>{t('lists.draft')}</Note>}
          <Sheet day={day} list={chosen} meetings={meetings} />
        </>
      )}
    </Section>
  );
}

function Sheet({ day, list, meetings }: { day: SeenDay; list: List; meetings: PlannedMeeting[] }): ReactNode {
  const { t } = useTranslation('days');
  if (list === 'door') return <DoorList day={day} meetings={meetings} />;
  const coming = day.firms.filter((firm) => firm.state === 'confirmed');
  const sheets =
    list === 'tables'
      ? [...new Set(meetings.map((m) => m.table_no))]
          .sort((a, b) => a - b)
          .map((no) => ({
            key: String(no),
            title: t('table_no', { no }),
            rows: meetings.filter((m) => m.table_no === no),
          }))
      : coming.map((firm) => ({
          key: firm.firm_org_id,
          title: firm.name,
          rows: meetings.filter((m) => [m.buyer_org_id, m.seller_org_id].includes(firm.firm_org_id)),
        }));
  return (
    <div className={styles.sheet}>
      {sheets
        .filter((sheet) => sheet.rows.length > 0)
        .map((sheet) => (
          <div key={sheet.key}>
            <h3>{sheet.title}</h3>
            <WideTable
              caption={sheet.title}
              columns={list === 'tables' ? tableColumns(day, t) : firmColumns(day, sheet.key, t)}
              rows={sheet.rows}
              keyOf={(m) => `${m.slot} ${m.table_no}`}
            />
          </div>
        ))}
    </div>
  );
}

type Words = (key: string) => string;

function tableColumns(day: SeenDay, t: Words): Column<PlannedMeeting>[] {
  return [
    { id: 'slot', header: t('col.slot'), title: true, cell: (m) => timeOf(day, m.slot) },
    { id: 'buyer', header: t('col.buyer'), cell: (m) => m.buyer_name },
    { id: 'seller', header: t('col.seller'), cell: (m) => m.seller_name },
    { id: 'goods', header: t('col.goods'), cell: (m) => m.need_title },
  ];
}

function firmColumns(day: SeenDay, firm: string, t: Words): Column<PlannedMeeting>[] {
  return [
    { id: 'slot', header: t('col.slot'), title: true, cell: (m) => timeOf(day, m.slot) },
    { id: 'table', header: t('col.table'), cell: (m) => m.table_no },
    {
      id: 'partner',
      header: t('col.partner'),
      cell: (m) => (m.buyer_org_id === firm ? m.seller_name : m.buyer_name),
    },
    { id: 'goods', header: t('col.goods'), cell: (m) => m.need_title },
  ];
}

function DoorList({ day, meetings }: { day: SeenDay; meetings: PlannedMeeting[] }): ReactNode {
  const { t } = useTranslation('days');
  const of = (firm: DayFirm): PlannedMeeting[] =>
    meetings.filter((m) => [m.buyer_org_id, m.seller_org_id].includes(firm.firm_org_id));
  return (
    <WideTable
      caption={t('list.door')}
      rows={day.firms.filter((firm) => firm.state === 'confirmed')}
      keyOf={(firm) => firm.firm_org_id}
      columns={[
        { id: 'name', header: t('col.firm'), title: true, cell: (firm) => firm.name },
        { id: 'country', header: t('col.country'), cell: (firm) => <CountryName code={firm.country} /> },
        { id: 'side', header: t('col.side'), cell: (firm) => (firm.side ? t(`side.${firm.side}`) : '–') },
        { id: 'meetings', header: t('col.meetings'), end: true, cell: (firm) => of(firm).length },
        {
          id: 'first',
          header: t('field.starts'),
          cell: (firm) => {
            const [first] = of(firm);
            return first ? timeOf(day, first.slot).slice(0, 5) : '–';
          },
        },
        { id: 'signature', header: t('col.signature'), cell: () => '____________' },
      ]}
    />
  );
}
