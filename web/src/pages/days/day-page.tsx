import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { dayQuery, hasBegun, type SeenDay } from '../../api/days.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant } from '../../parts/reading.tsx';
import { DemoMark, Facts, Note, PageHead } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { ChangeSection } from './change-section.tsx';
import { DayState } from './day-state.tsx';
import styles from './days.module.css';
import { FirmsSection } from './firms-section.tsx';
import { OutcomesSection } from './outcomes-section.tsx';
import { OwnSection } from './own-section.tsx';
import { PlanSection } from './plan-section.tsx';
import { PrintSection } from './print-section.tsx';

/**
 * One matchmaking day: for its institution firms, plan and lists to print; for a firm what it brings and its agenda.
 */
export function DayPage(): ReactNode {
  const { t } = useTranslation('days');
  const session = useSession();
  const { day_id } = useParams({ from: '/matchmaking/$day_id' });
  const day = useQuery({ ...dayQuery(day_id), enabled: Boolean(session) });
  if (session === null) return <SignInFirst title={t('title')} />;
  return (
    <Answer query={day} rows={8}>
      {(seen) => <DayBody day={seen} me={session?.organisation?.org_id} />}
    </Answer>
  );
}

function DayBody({ day, me }: { day: SeenDay; me: string | undefined }): ReactNode {
  const { t } = useTranslation('days');
  const holds = day.org_id === me;
  const last = day.slot_times.at(-1);
  const off = day.called_off_because;
  const begun = hasBegun(day);
  return (
    <>
      <PageHead title={day.name}>
        <div className={styles.screenOnly}>
          <Link to="/matchmaking">{t('to_all')}</Link> {day.demo && <DemoMark />} <DayState of={day} />
        </div>
      </PageHead>
      {off !== null && <Note>{t('day_off', { reason: off })}</Note>}
      <Facts
        rows={[
          [t('col.when'), <Instant key="w" at={day.held_on} />],
          [t('col.where'), day.place],
          [
            t('fact.times'),
            t('fact.times_of', {
              slots: day.slots,
              minutes: day.slot_minutes,
              from: day.starts,
              to: last?.to ?? day.starts,
            }),
          ],
          [t('fact.organiser'), day.org_name],
          [t('fact.tables'), day.tables],
          ...(holds
            ? [
                [
                  t('fact.seats'),
                  t('fact.seats_of', {
                    coming: day.firms.filter((firm) => firm.state === 'confirmed').length,
                    seats: day.max_firms,
                  }),
                ] as [string, ReactNode],
              ]
            : []),
        ]}
      />
      <p className="small dimmed">{t('fact.local', { zone: day.time_zone })}</p>
      {holds ? (
        <>
          {off === null && !begun && <ChangeSection day={day} />}
          <FirmsSection day={day} closed={off !== null || begun} />
          {off === null && begun && day.edition > 0 && <OutcomesSection day={day} />}
          {off === null && !(begun && day.edition > 0) && <PlanSection day={day} />}
          {off === null && <PrintSection day={day} />}
        </>
      ) : (
        <OwnSection day={day} own={day.firms.find((firm) => firm.firm_org_id === me)} />
      )}
    </>
  );
}
