import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type DayPlan, type Pair, type PlannedMeeting, type SeenDay, timeOf } from '../../api/days.ts';
import { formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { type ButtonCommand, CommandButtons } from '../../parts/command-buttons.tsx';
import parts from '../../parts/parts.module.css';
import { type Column, RecordTable, WideTable } from '../../parts/record-table.tsx';
import { Empty, Note, Section } from '../../parts/section.tsx';
import { BySlot } from './by-slot.tsx';
import styles from './days.module.css';
import { Fit } from './fit.tsx';

const same = (a: Pair, b: Pair): boolean =>
  a.buyer_org_id === b.buyer_org_id && a.seller_org_id === b.seller_org_id;
const pairOf = ({ buyer_org_id, seller_org_id }: Pair): Pair => ({ buyer_org_id, seller_org_id });

/** The plan the institution works on: who meets whom, pairs it has decided itself, and to publish it. */
export function PlanSection({ day }: { day: SeenDay }): ReactNode {
  const { t } = useTranslation('days');
  const { plan } = day;
  const commands: ButtonCommand[] = [
    {
      ...replan(day, plan?.pinned ?? [], plan?.forbidden ?? []),
      name: t(plan ? 'plan.again' : 'plan.make'),
      explain: t('plan.explain'),
      primary: !plan,
    },
  ];
  if (plan && plan.meetings.length > 0 && !isPublished(day))
    commands.push({
      name: t('plan.publish'),
      explain: t('plan.publish.explain'),
      method: 'POST',
      path: `/matchmaking-days/${day.day_id}/publication`,
      fields: [],
      fixed: { plan_no: plan.plan_no },
      primary: true,
    });
  return (
    <div className={styles.screenOnly}>
      <Section title={t('plan')}>
        {plan ? <PlanNotes day={day} plan={plan} /> : <Empty title={t('plan.none')} />}
        <CommandButtons commands={commands} />
        {plan && plan.meetings.length > 0 && <PlanTable day={day} plan={plan} />}
        {plan && <Decided day={day} plan={plan} />}
      </Section>
    </div>
  );
}

/** Whether what the firms see is this plan. */
function isPublished({ plan, meetings, edition }: SeenDay): boolean {
  if (!plan || edition === 0 || plan.meetings.length !== meetings.length) return false;
  return plan.meetings.every((m) =>
    meetings.some((one) => one.slot === m.slot && one.table_no === m.table_no && same(one, m)),
  );
}

function replan(day: SeenDay, pinned: Pair[], forbidden: Pair[]) {
  return {
    method: 'POST',
    path: `/matchmaking-days/${day.day_id}/plan`,
    fields: [],
    fixed: { plan_no: day.plan?.plan_no ?? 0, pinned, forbidden },
  };
}

function PlanNotes({ day, plan }: { day: SeenDay; plan: DayPlan }): ReactNode {
  const { t } = useTranslation('days');
  const reader = useReader();
  const seated = new Set(plan.meetings.flatMap((m) => [m.buyer_org_id, m.seller_org_id]));
  const coming = day.firms.filter((firm) => firm.state === 'confirmed');
  const without = coming.filter((firm) => !seated.has(firm.firm_org_id));
  const gone = [...seated].some((id) => !coming.some((firm) => firm.firm_org_id === id));
  const outgrown = plan.meetings.some((m) => m.slot > day.slots || m.table_no > day.tables);
  const unseated = plan.pinned.filter((pair) => !plan.meetings.some((m) => same(m, pair)));
  const total = plan.meetings.reduce((sum, m) => sum + m.score, 0);
  return (
    <>
      <p>
        {t('plan.summary', {
          no: plan.plan_no,
          meetings: plan.meetings.length,
          average: formatDecimal(String(Math.round(total / Math.max(1, plan.meetings.length))), reader),
          seed: String(plan.seed),
        })}
      </p>
      {gone && <Note>{t('plan.left')}</Note>}
      {outgrown && <Note>{t('plan.outgrown')}</Note>}
      {without.length > 0 && (
        <Note>{t('plan.without', { firms: without.map((firm) => firm.name).join(', ') })}</Note>
      )}
      {unseated.length > 0 && (
        <Note>{t('plan.unseated', { pairs: unseated.map((pair) => namesOf(day, pair)).join(', ') })}</Note>
      )}
      {day.edition > 0 && (
        <Note tone={isPublished(day) ? 'done' : 'attention'}>
          {t(isPublished(day) ? 'plan.published' : 'plan.earlier')}
        </Note>
      )}
    </>
  );
}

function namesOf(day: SeenDay, pair: Pair): string {
  const name = (id: string): string => day.firms.find((firm) => firm.firm_org_id === id)?.name ?? id;
  return `${name(pair.buyer_org_id)} – ${name(pair.seller_org_id)}`;
}

function PlanTable({ day, plan }: { day: SeenDay; plan: DayPlan }): ReactNode {
  const { t } = useTranslation('days');
  const columns: Column<PlannedMeeting>[] = [
    {
      id: 'pair',
      header: `${t('col.buyer')} – ${t('col.seller')}`,
      title: true,
      cell: (m) => `${m.buyer_name} – ${m.seller_name}`,
    },
    {
      id: 'slot',
      header: t('col.slot'),
      cell: (m) => <span className="figures">{timeOf(day, m.slot)}</span>,
    },
    { id: 'table', header: t('col.table'), end: true, cell: (m) => m.table_no },
    { id: 'goods', header: t('col.goods'), cell: (m) => m.need_title },
    { id: 'score', header: t('col.score'), cell: (m) => <Fit of={m} /> },
    {
      id: 'next',
      header: t('col.next'),
      cell: (m) => <PairButtons day={day} plan={plan} pair={m} />,
    },
  ];
  return (
    <>
      <div className={parts.onlyWide}>
        <WideTable
          caption={t('plan')}
          columns={columns}
          rows={plan.meetings}
          keyOf={(m) => `${m.slot} ${m.table_no}`}
        />
      </div>
      <BySlot day={day} meetings={plan.meetings} mark={(m) => t('score_of', { score: m.score })}>
        {(m) => (
          <>
            <div className="small">{m.need_title}</div>
            <Fit of={m} />
            <PairButtons day={day} plan={plan} pair={m} />
          </>
        )}
      </BySlot>
    </>
  );
}

function PairButtons({ day, plan, pair }: { day: SeenDay; plan: DayPlan; pair: PlannedMeeting }): ReactNode {
  const { t } = useTranslation('days');
  const names = { buyer: pair.buyer_name, seller: pair.seller_name };
  const without = (pairs: Pair[]): Pair[] => pairs.filter((one) => !same(one, pair));
  const pinned = plan.pinned.some((one) => same(one, pair));
  return (
    <CommandButtons
      commands={[
        pinned
          ? {
              ...replan(day, without(plan.pinned), plan.forbidden),
              name: t('pair.free'),
              explain: t('pair.free.explain', names),
            }
          : {
              ...replan(day, [...plan.pinned, pairOf(pair)], plan.forbidden),
              name: t('pair.pin'),
              explain: t('pair.pin.explain', names),
            },
        {
          ...replan(day, without(plan.pinned), [...plan.forbidden, pairOf(pair)]),
          name: t('pair.forbid'),
          explain: t('pair.forbid.explain', names),
        },
      ]}
    />
  );
}

/** Pairs that are never seated stand in no table, so they are freed here. */
function Decided({ day, plan }: { day: SeenDay; plan: DayPlan }): ReactNode {
  const { t } = useTranslation('days');
  if (plan.forbidden.length === 0) return null;
  return (
    <RecordTable
      caption={t('pair.forbidden')}
      rows={plan.forbidden}
      keyOf={(pair) => `${pair.buyer_org_id} ${pair.seller_org_id}`}
      columns={[
        { id: 'pair', header: t('pair.forbidden'), title: true, cell: (pair) => namesOf(day, pair) },
        {
          id: 'next',
          header: t('col.next'),
          cell: (pair) => {
            const [buyer, seller] = namesOf(day, pair).split(' – ');
            return (
              <CommandButtons
                commands={[
                  {
                    ...replan(
                      day,
                      plan.pinned,
                      plan.forbidden.filter((one) => !same(one, pair)),
                    ),
                    name: t('pair.free'),
                    explain: t('pair.free.explain', { buyer, seller }),
                  },
                ]}
              />
            );
          },
        },
      ]}
    />
  );
}
