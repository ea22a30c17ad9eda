import { NativeSelect, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { marksOf } from '../../format/marks.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { CountryName, Money } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Note, Section } from '../../parts/section.tsx';
import { modesQuery, type Parcel, type ParcelMode, summaryQuery } from './shop-api.ts';

const month = /^\d{4}-(0[1-9]|1[0-2])$/;

/** Which lists are shown, and the list of one mode and month as a file. */
export function ListFilter(props: {
  mode: string;
  month: string;
  choose: (change: { mode?: string | undefined; month?: string | undefined }) => void;
}): ReactNode {
  const { t } = useTranslation('shop');
  return (
    <>
      <NativeSelect
        maw={480}
        label={t('mode')}
        value={props.mode}
        data={[
          { value: '', label: t('all') },
          ...['9610', '9810', '1210'].map((value) => ({ value, label: value })),
        ]}
        onChange={(event) => props.choose({ mode: event.currentTarget.value || undefined })}
      />
      <TextInput
        maw={480}
        type="month"
        label={t('month')}
        placeholder="2026-01"
        value={props.month}
        onChange={(event) => {
          const { value } = event.currentTarget;
          if (value === '' || month.test(value)) props.choose({ month: value || undefined });
        }}
      />
      <p>
        {props.mode && props.month ? (
          <a href={`/api/v1/parcels/list-file?mode=${props.mode}&month=${props.month}`} download>
            {t('list_file', { mode: props.mode, month: props.month })}
          </a>
        ) : (
          <span className="dimmed">{t('list_file_needs')}</span>
        )}
      </p>
    </>
  );
}

/** Where a parcel stands: in its list, in a summary, or void with the reason; and the way to void it. */
export function ParcelState({ parcel }: { parcel: Parcel }): ReactNode {
  const { t } = useTranslation('shop');
  if (parcel.void_reason !== null) return t('voided', { reason: parcel.void_reason });
  if (parcel.summary_id)
    return (
      <Link to="/parcels" search={{ summary: parcel.summary_id }}>
        {t('summed_up')}
      </Link>
    );
  return (
    <>
      {t('in_list')}
      <CommandButtons
        commands={[
          {
            name: t('void_parcel'),
            explain: t('void_about'),
            method: 'POST',
            path: `/parcels/${parcel.parcel_id}/void`,
            fields: [{ name: 'reason', label: t('reason'), kind: 'line', longest: 300 }],
          },
        ]}
      />
    </>
  );
}

/** What each e-commerce mode demands, with where that is from. */
export function ModesSection(): ReactNode {
  const { t } = useTranslation('shop');
  const { colon } = marksOf(useReader());
  const modes = useQuery(modesQuery);
  return (
    <Section title={t('modes')}>
      <Answer query={modes}>
        {({ items }) => (
          <RecordTable
            caption={t('modes')}
            rows={items}
            keyOf={(row) => row.mode}
            columns={[
              { id: 'mode', header: t('mode'), title: true, cell: (row) => row.mode },
              { id: 'demands', header: t('demands'), cell: (row) => <Demands of={row} /> },
              {
                id: 'source',
                header: t('source'),
                cell: (row) => (
                  <span className="small dimmed">
                    {t(`limit_status.${row.status}`)}
                    {colon}
                    {row.source}
                  </span>
                ),
              },
            ]}
          />
        )}
      </Answer>
    </Section>
  );
}

function Demands({ of }: { of: ParcelMode }): ReactNode {
  const { t } = useTranslation('shop');
  const demands = [
    t(`mode_of.${of.mode}`),
    ...(of.list ? [t('demands_list')] : []),
    ...(of.summary_by_day ? [t('demands_summary', { day: of.summary_by_day })] : []),
    ...(of.from_warehouse ? [t('demands_lot')] : []),
  ];
  return (
    <>
      {demands.join(' ')} {!of.list && <Link to="/deals">{t('to_deals')}</Link>}
    </>
  );
}

/** A summary declaration with its lines, counted anew from its parcels. */
export function SummarySection({ summary_id }: { summary_id: string }): ReactNode {
  const { t } = useTranslation('shop');
  const reader = useReader();
  const unitName = useUnitName();
  const summary = useQuery(summaryQuery(summary_id));
  return (
    <Answer query={summary}>
      {(seen) => (
        <Section title={t('summary_number', { number: seen.number })}>
          <Note>
            {t(seen.recounted.agrees ? 'recount_agrees' : 'recount_differs', {
              count: seen.recounted.parcels,
            })}{' '}
            <Money of={seen.recounted.of_parcels} />
          </Note>
          <RecordTable
            caption={t('summary_number', { number: seen.number })}
            rows={seen.lines}
            keyOf={(line) => String(line.line)}
            columns={[
              { id: 'hs', header: t('hs_code'), title: true, cell: (line) => line.hs_code },
              {
                id: 'origin',
                header: t('origin'),
                cell: (line) => <CountryName code={line.origin_country} />,
              },
              {
                id: 'quantity',
                header: t('quantity'),
                end: true,
                cell: (line) => `${formatDecimal(line.quantity, reader)} ${unitName(line.unit)}`,
              },
              {
                id: 'net',
                header: t('net_kg'),
                end: true,
                cell: (line) => formatDecimal(line.net_weight_kg, reader),
              },
              {
                id: 'amount',
                header: t('amount'),
                end: true,
                cell: (line) => <Money of={{ amount: line.amount, currency: seen.currency }} />,
              },
            ]}
          />
        </Section>
      )}
    </Answer>
  );
}
