import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Match, matchesQuery, type Need, needQuery, wordingOf } from '../../api/market.ts';
import { usePlaceName } from '../../api/reference.ts';
import { type Session, useSession } from '../../api/session.ts';
import { marksOf } from '../../format/marks.ts';
import { formatDecimal } from '../../format/number.ts';
import { usePackageName, useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import { CountryName, Instant, Money } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { DemoMark, Empty, Facts, Note, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import styles from './market.module.css';
import { MatchParts } from './match-parts.tsx';

/** One need: what is wanted, by whom, and the offers that answer it, the best first. */
export function NeedPage(): ReactNode {
  const { t } = useTranslation('market');
  const session = useSession();
  const { need_id } = useParams({ from: '/needs/$need_id' });
  const need = useQuery({ ...needQuery(need_id), enabled: Boolean(session) });
  if (session === null) return <SignInFirst title={t('needs')} />;
  return <Answer query={need}>{(seen) => session && <NeedBody need={seen} who={session} />}</Answer>;
}

function NeedBody({ need, who }: { need: Need; who: Session }): ReactNode {
  const { t } = useTranslation('market');
  const reader = useReader();
  const unitName = useUnitName();
  const placeName = usePlaceName();
  const packageName = usePackageName();
  const { title, description, machine } = wordingOf(need, reader.locale);
  const own = need.buyer.org_id === who.organisation?.org_id;
  const introduces = who.roles.includes('institution');
  return (
    <>
      <PageHead title={title}>
        <div>
          <Link to="/needs">{t('need.to_all')}</Link> {need.demo && <DemoMark />}
        </div>
      </PageHead>
      {need.state === 'closed' && <Note>{t('need.closed')}</Note>}
      {own && need.state === 'open' && (
        <CommandButtons
          commands={[
            {
              name: t('need.close'),
              explain: t('need.close_explain'),
              method: 'POST',
              path: `/needs/${need.need_id}/closing`,
              fields: [],
            },
          ]}
        />
      )}
      {description && <p className={styles.description}>{description}</p>}
      {machine && <p className="small dimmed">{t('machine')}</p>}
      <Facts
        rows={[
          [
            t('need.buyer'),
            <Link key="b" to="/firms/$org_id" params={{ org_id: need.buyer.org_id }}>
              {need.buyer.name}
            </Link>,
          ],
          ['HS', need.hs_code],
          [t('quantity'), `${formatDecimal(need.quantity, reader)} ${unitName(need.unit)}`],
          [t('need.to_country'), <CountryName key="c" code={need.to_country} />],
          [t('rfq.place_to'), need.place_to ? placeName(need.place_to) : t('filter.any')],
          [
            t('need.origin'),
            need.origin_countries.length === 0
              ? t('filter.any')
              : need.origin_countries.map((code) => <CountryName key={code} code={code} />),
          ],
          [t('need.max_price'), need.max_price ? <Money key="m" of={need.max_price} /> : t('need.no_limit')],
          [
            t('need.within_days'),
            need.within_days === null ? t('need.no_limit') : t('days', { days: need.within_days }),
          ],
          ...(need.quantity_per_month
            ? [
                [
                  t('need.per_month'),
                  `${formatDecimal(need.quantity_per_month, reader)} ${unitName(need.unit)}`,
                ] as [string, ReactNode],
              ]
            : []),
          ...(need.package_kind
            ? [[t('packing'), packageName(need.package_kind)] as [string, ReactNode]]
            : []),
          ...(need.incoterm ? [['Incoterm', need.incoterm] as [string, ReactNode]] : []),
          ...(need.certificates.length > 0
            ? [
                [
                  t('certificates'),
                  need.certificates
                    .map((kind) => t(`document_kind.${kind}`, { ns: 'terms', defaultValue: kind }))
                    .join(', '),
                ] as [string, ReactNode],
              ]
            : []),
          [t('need.since'), <Instant key="s" at={need.created_at} day />],
        ]}
      />
      {(own || introduces) && <Matches need={need} introduces={introduces} />}
      {!own && !introduces && <Note tone="active">{t('need.how_to_answer')}</Note>}
    </>
  );
}

function Matches({ need, introduces }: { need: Need; introduces: boolean }): ReactNode {
  const { t } = useTranslation('market');
  const matches = useQuery(matchesQuery(need.need_id));
  return (
    <Section title={t('matches')}>
      <p className="dimmed">{t('matches_about')}</p>
      <Answer query={matches}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('matches_none')}>
              <Link to="/market" search={{ hs: need.hs_code.slice(0, 4) }}>
                {t('matches_look')}
              </Link>
            </Empty>
          ) : (
            <MatchTable need={need} items={items} introduces={introduces} />
          )
        }
      </Answer>
    </Section>
  );
}

function MatchTable({
  need,
  items,
  introduces,
}: {
  need: Need;
  items: Match[];
  introduces: boolean;
}): ReactNode {
  const { t } = useTranslation('market');
  const placeName = usePlaceName();
  const { comma } = marksOf(useReader());
  const columns: Column<Match>[] = [
    {
      id: 'title',
      header: t('goods'),
      title: true,
      cell: (item) => (
        <>
          <Link to="/market/$listing_id" params={{ listing_id: item.listing_id }}>
            {item.title}
          </Link>
          <div className="small dimmed">
            {item.seller.name}
            {comma}
            <CountryName code={item.seller.country} />
          </div>
        </>
      ),
    },
    {
      id: 'score',
      header: t('score'),
      cell: (item) => (
        <details>
          <summary>{t('score_of', { score: item.score })}</summary>
          <MatchParts of={item.parts} />
        </details>
      ),
    },
    {
      id: 'price',
      header: t('price_unit'),
      end: true,
      cell: (item) => (
        <>
          <Money of={item.price} />
          <div className="small dimmed">
            {item.incoterm} {placeName(item.place)}
          </div>
        </>
      ),
    },
    {
      id: 'next',
      header: t('next'),
      cell: (item) =>
        introduces ? (
          <CommandButtons
            commands={[
              {
                name: t('introduce'),
                explain: t('introduce_explain', { buyer: need.buyer.name, seller: item.seller.name }),
                method: 'POST',
                path: '/introductions',
                fixed: { need_id: need.need_id, listing_id: item.listing_id },
                fields: [
                  { name: 'note', label: t('introduce_note'), kind: 'text', optional: true, longest: 1000 },
                ],
              },
            ]}
          />
        ) : (
          <Link to="/rfq/new" search={{ listing: item.listing_id }}>
            {t('ask')}
          </Link>
        ),
    },
  ];
  return (
    <RecordTable caption={t('matches')} columns={columns} rows={items} keyOf={(item) => item.listing_id} />
  );
}
