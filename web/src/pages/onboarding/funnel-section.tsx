import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import { formatDecimal } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import { PagedAnswer } from '../../parts/paged-answer.tsx';
import { CountryName, Instant } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import styles from './funnel.module.css';

const steps = ['registered', 'verified', 'listed', 'introduced', 'quoted', 'traded'] as const;
type Step = (typeof steps)[number];
type Firm = { firm_org_id: string; name: string; country: string; step: Step } & Record<
  `${Step}_at`,
  string | null
>;
interface Funnel extends Page<Firm> {
  as_of: string | null;
  totals: Record<Step, number>;
}

/** How far the institution's own firms have come: a bar for each step, and the firms that stand at the chosen one. */
export function FunnelSection(): ReactNode {
  const { t } = useTranslation('onboarding');
  const search = useSearch({ from: '/onboarding' });
  const navigate = useNavigate({ from: '/onboarding' });
  const query = { at: search.at, cursor: search.after, limit: 20 };
  const funnel = useQuery({
    queryKey: ['onboarding-funnel', query],
    queryFn: ({ signal }) => callApi<Funnel>('/onboarding-funnel', { query, signal }),
    placeholderData: keepPreviousData,
  });
  const { data } = funnel;
  return (
    <Section
      title={t('funnel')}
      aside={
        data?.as_of && (
          <span className="small dimmed">
            {t('funnel.as_of')} <Instant at={data.as_of} />
          </span>
        )
      }
    >
      <p className="dimmed">{t('funnel.about')}</p>
      {data && (
        <Bars
          totals={data.totals}
          at={search.at}
          choose={(at) => void navigate({ search: (old) => ({ ...old, at, after: undefined }) })}
        />
      )}
      <PagedAnswer
        query={funnel}
        rows={6}
        cursor={search.after}
        go={(after) => void navigate({ search: (old) => ({ ...old, after }) })}
        empty={<Empty title={t(search.at ? 'funnel.none_at' : 'funnel.none')} />}
      >
        {(items) => <StepTable items={items} />}
      </PagedAnswer>
    </Section>
  );
}

function Bars({
  totals,
  at,
  choose,
}: {
  totals: Funnel['totals'];
  at: string | undefined;
  choose: (step: Step | undefined) => void;
}): ReactNode {
  const { t } = useTranslation('onboarding');
  const reader = useReader();
  const most = Math.max(1, totals.registered);
  return (
    <ul className={styles.bars}>
      {steps.map((step) => (
        <li key={step}>
          <button
            type="button"
            aria-pressed={at === step}
            onClick={() => choose(at === step ? undefined : step)}
          >
            <span>{t(`step.${step}`)}</span>
            <span className={styles.track} aria-hidden="true">
              <span style={{ inlineSize: `${(100 * totals[step]) / most}%` }} />
            </span>
            <span className="figures">{formatDecimal(String(totals[step]), reader)}</span>
          </button>
        </li>
      ))}
    </ul>
  );
}

function StepTable({ items }: { items: Firm[] }): ReactNode {
  const { t } = useTranslation('onboarding');
  const columns: Column<Firm>[] = [
    { id: 'name', header: t('col.firm'), title: true, cell: (f) => f.name },
    { id: 'country', header: t('col.country'), cell: (f) => <CountryName code={f.country} /> },
    { id: 'step', header: t('col.step'), cell: (f) => t(`step.${f.step}`) },
    ...steps.map(
      (step): Column<Firm> => ({
        id: step,
        header: t(`step.${step}`),
        cell: (f) => {
          const at = f[`${step}_at`];
          return at ? <Instant at={at} day /> : '–';
        },
      }),
    ),
  ];
  return <RecordTable caption={t('funnel')} columns={columns} rows={items} keyOf={(f) => f.firm_org_id} />;
}
