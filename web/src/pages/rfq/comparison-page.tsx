import { NativeSelect } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { usePlaceName } from '../../api/reference.ts';
import { type Comparison, comparisonQuery } from '../../api/rfqs.ts';
import { useSession } from '../../api/session.ts';
import { marksOf } from '../../format/marks.ts';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { Deadline, Instant } from '../../parts/reading.tsx';
import { Facts, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { ComparisonTable } from './comparison-table.tsx';

const currencies = ['CNY', 'KZT', 'KGS', 'TJS', 'TMT', 'UZS', 'USD', 'EUR', 'RUB'];

/** The answers to one request side by side, to the reader's door and in a currency of its choice. */
export function ComparisonPage(): ReactNode {
  const { t } = useTranslation(['rfqs', 'terms']);
  const session = useSession();
  const { inquiry_id } = useParams({ from: '/rfqs/$inquiry_id' });
  const { currency } = useSearch({ from: '/rfqs/$inquiry_id' });
  const comparison = useQuery({
    ...comparisonQuery(inquiry_id, { currency }),
    enabled: Boolean(session),
    placeholderData: keepPreviousData,
  });
  if (session === null) return <SignInFirst title={t('comparison')} />;
  return (
    <Answer query={comparison} rows={8}>
      {(seen) => <Body seen={seen} />}
    </Answer>
  );
}

function Body({ seen }: { seen: Comparison }): ReactNode {
  const { t } = useTranslation(['rfqs', 'terms']);
  const reader = useReader();
  const unitName = useUnitName();
  const placeName = usePlaceName();
  const navigate = useNavigate({ from: '/rfqs/$inquiry_id' });
  const goods = seen.request.goods.map(
    (line) =>
      `${line.description}${marksOf(reader).comma}${formatDecimal(line.quantity, reader)} ${unitName(line.unit)}`,
  );
  return (
    <>
      <PageHead title={seen.title}>
        <p>
          <Link to="/rfqs">{t('board')}</Link> <StatusBadge kind="inquiry" state={seen.status} />
        </p>
      </PageHead>
      <Facts
        rows={[
          [t('goods'), goods.join(marksOf(reader).semicolon)],
          [t('delivered_to'), placeName(seen.request.place_to)],
          [
            t('deadline'),
            seen.status === 'open' || seen.status === 'answered' ? (
              <Deadline key="d" at={seen.deadline} />
            ) : (
              <Instant key="d" at={seen.deadline} day />
            ),
          ],
          [t('sent'), <Instant key="s" at={seen.sent_at} />],
        ]}
      />
      <Section
        title={t('comparison')}
        aside={
          <NativeSelect
            label={t('currency')}
            value={seen.currency}
            data={currencies}
            onChange={(event) => {
              const { value } = event.currentTarget;
              void navigate({ search: { currency: value }, replace: true });
            }}
          />
        }
      >
        <ComparisonTable seen={seen} />
        {seen.rates.map((rate) => (
          <p key={rate.from} className="small dimmed">
            {t('rate', {
              from: rate.from,
              to: rate.to,
              rate: formatDecimal(rate.rate, reader),
              source: rate.source,
            })}{' '}
            <Instant at={rate.as_of} day />
            {rate.stale && ` · ${t('rate_stale')}`}
          </p>
        ))}
      </Section>
    </>
  );
}
