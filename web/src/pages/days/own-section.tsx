import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { apiPath } from '../../api/client.ts';
import { type DayFirm, hasBegun, type Meeting, type SeenDay, timeOf } from '../../api/days.ts';
import { listingsQuery, needsQuery, wordingOf } from '../../api/market.ts';
import { useSession } from '../../api/session.ts';
import { marksOf } from '../../format/marks.ts';
import { useReader } from '../../i18n/reader.tsx';
import { type ButtonCommand, CommandButtons } from '../../parts/command-buttons.tsx';
import type { CommandField, Values } from '../../parts/command-fields.ts';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Note, Section } from '../../parts/section.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';
import { Fit } from './fit.tsx';

/** A firm's own part of a day: whether it comes and with what, and once they are published its meetings. */
export function OwnSection({ day, own }: { day: SeenDay; own: DayFirm | undefined }): ReactNode {
  const { t } = useTranslation('days');
  const trades = useSession()?.roles.includes('trader') ?? false;
  const reader = useReader();
  const begun = hasBegun(day);
  return (
    <>
      {day.called_off_at === null && (
        <Note tone={own?.state === 'confirmed' ? 'done' : 'active'}>
          {t(`own.${own?.state ?? 'none'}`)}
          {own?.state === 'confirmed' && own.side ? `${marksOf(reader).colon}${t(`side.${own.side}`)}` : ''}
        </Note>
      )}
      {trades && day.called_off_at === null && <Attendance day={day} own={own} begun={begun} />}
      {own?.state === 'confirmed' && <Agenda day={day} own={own} />}
    </>
  );
}

function Attendance({
  day,
  own,
  begun,
}: {
  day: SeenDay;
  own: DayFirm | undefined;
  begun: boolean;
}): ReactNode {
  const { t } = useTranslation('days');
  const reader = useReader();
  const needs = useQuery(needsQuery({ mine: 'true', limit: 100 })).data?.items ?? [];
  const listings = useQuery(listingsQuery({ mine: 'true', limit: 100 })).data?.items ?? [];
  const confirmed = own?.state === 'confirmed';
  const fields = (values: Values): CommandField[] => {
    const side = values.side ?? own?.side ?? 'buyer';
    const buys = side === 'buyer';
    const choices = buys
      ? needs
          .filter((need) => need.state === 'open')
          .map((need) => ({ value: need.need_id, label: wordingOf(need, reader.locale).title }))
      : listings.map((one) => ({ value: one.listing_id, label: one.title }));
    return [
      {
        name: 'side',
        label: t('attend.side'),
        kind: 'choice',
        start: own?.side ?? 'buyer',
        choices: ['buyer', 'seller'].map((value) => ({ value, label: t(`side.${value}`) })),
      },
      {
        // One name for each side, so that what was ticked for the other is not sent.
        name: buys ? 'needs' : 'listings',
        label: t(buys ? 'attend.needs' : 'attend.listings'),
        kind: 'several',
        choices,
        start: own?.side === side ? own.goods_ids.join(' ') : '',
        ...(choices.length === 0 ? { hint: t(buys ? 'attend.no_needs' : 'attend.no_listings') } : {}),
      },
      {
        name: 'unavailable',
        label: t('attend.away'),
        kind: 'several',
        optional: true,
        start: own?.unavailable.join(' ') ?? '',
        choices: day.slot_times.map(({ slot, from, to }) => ({
          value: String(slot),
          label: `${from}–${to}`,
        })),
      },
    ];
  };
  const commands: ButtonCommand[] = [];
  if (!begun && !(confirmed && day.edition > 0))
    commands.push({
      name: t(confirmed ? 'attend.change' : 'attend'),
      explain: t('attend.explain'),
      method: 'POST',
      path: `/matchmaking-days/${day.day_id}/attendance`,
      fields,
      shape: ({ side, needs: n, listings: l, unavailable }) => ({
        side,
        goods_ids: n ?? l,
        unavailable: ((unavailable as string[] | undefined) ?? []).map(Number),
      }),
      primary: !confirmed,
    });
  if (own && own.state !== 'withdrawn' && !begun)
    commands.push({
      name: t('withdraw'),
      explain: t('withdraw.explain'),
      method: 'POST',
      path: `/matchmaking-days/${day.day_id}/withdrawal`,
      fields: [],
    });
  return <CommandButtons commands={commands} />;
}

function Agenda({ day, own }: { day: SeenDay; own: DayFirm }): ReactNode {
  const { t } = useTranslation('days');
  const buys = own.side === 'buyer';
  const file = day.edition > 0 && day.meetings.length > 0 && (
    <>
      <a href={apiPath(`/matchmaking-days/${day.day_id}/agenda`)} download="agenda.ics">
        {t('agenda.file')}
      </a>
      {day.called_off_at === null && (
        <a href={apiPath(`/matchmaking-days/${day.day_id}/sheet`)} download={`agenda-${day.held_on}.pdf`}>
          {t('file.agenda')}
        </a>
      )}
    </>
  );
  return (
    <Section title={t('agenda')} aside={file}>
      {day.edition === 0 || day.meetings.length === 0 ? (
        <Empty title={t(day.edition === 0 ? 'agenda.none' : 'agenda.empty')} />
      ) : (
        <RecordTable
          caption={t('agenda')}
          rows={day.meetings}
          keyOf={(m) => `${m.slot} ${m.table_no}`}
          columns={[
            { id: 'slot', header: t('col.slot'), title: true, cell: (m) => timeOf(day, m.slot) },
            { id: 'table', header: t('col.table'), end: true, cell: (m) => m.table_no },
            {
              id: 'partner',
              header: t('col.partner'),
              cell: (m) => (
                <Link to="/firms/$org_id" params={{ org_id: buys ? m.seller_org_id : m.buyer_org_id }}>
                  {buys ? m.seller_name : m.buyer_name}
                </Link>
              ),
            },
            {
              id: 'goods',
              header: t('col.goods'),
              cell: (m) => (
                <Link to="/market/$listing_id" params={{ listing_id: m.listing_id }}>
                  {m.listing_title}
                </Link>
              ),
            },
            { id: 'score', header: t('col.score'), cell: (m) => <Fit of={m} /> },
            { id: 'outcome', header: t('col.outcome'), cell: (m) => <Outcome day={day} own={own} of={m} /> },
          ]}
        />
      )}
    </Section>
  );
}

/** How the meeting went: what both have said, and the own word once it has begun. */
function Outcome({ day, own, of }: { day: SeenDay; own: DayFirm; of: Meeting }): ReactNode {
  const { t } = useTranslation('days');
  if (of.called_off_by || day.called_off_at !== null)
    return <ToneBadge tone="refused">{t('called_off')}</ToneBadge>;
  const said = own.side === 'buyer' ? of.buyer_outcome : of.seller_outcome;
  const begun = hasBegun(day, of.slot);
  if (!said && begun)
    return (
      <CommandButtons
        commands={(['welcome', 'declined', 'not_held'] as const).map((outcome) => ({
          name: t(`say.${outcome}`),
          explain: t(`say.explain.${outcome}`),
          method: 'POST',
          path: `/matchmaking-days/${day.day_id}/outcomes`,
          fields: [],
          fixed: { slot: of.slot, table_no: of.table_no, outcome },
          primary: outcome === 'welcome',
        }))}
      />
    );
  if (!begun) return <span className="dimmed">–</span>;
  return (
    <>
      {(['buyer', 'seller'] as const).map((side) => (
        <div key={side}>
          {t(`outcome.by_${side}`)} {t(`outcome.${of[`${side}_outcome`] ?? 'none'}`)}
        </div>
      ))}
    </>
  );
}
