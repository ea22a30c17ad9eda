import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Deal, dealQuery, type TimelineEvent, timelineQuery } from '../../api/deals.ts';
import { useSession } from '../../api/session.ts';
import { Answer } from '../../parts/answer.tsx';
import { CountryName, Deadline } from '../../parts/reading.tsx';
import { DemoMark, Facts, PageHead, Section } from '../../parts/section.tsx';
import { SignInFirst } from '../../parts/sign-in-first.tsx';
import { StatusBadge } from '../../parts/status-badge.tsx';
import { WaitingNote } from '../approvals/waiting-acceptances.tsx';
import { DealReviewsSection } from '../reputation/deal-reviews-section.tsx';
import { ChangesSection } from './changes-section.tsx';
import styles from './deal.module.css';
import { DeclarationsSection } from './declarations-section.tsx';
import { DocumentsSection } from './documents-section.tsx';
import { MessagesSection } from './messages-section.tsx';
import { MirrorSection } from './mirror-section.tsx';
import { MoneySection } from './money-section.tsx';
import { NextActions } from './next-actions.tsx';
import { QuotesSection } from './quotes-section.tsx';
import { ReturnsSection } from './returns-section.tsx';
import { RouteSection } from './route-section.tsx';
import { OrderAgain, SamplesSection } from './samples-section.tsx';
import { TermsSection } from './terms-section.tsx';
import { TimelineSection } from './timeline-section.tsx';

/** One page for one deal: next action first, then facts, route, money, papers, customs and what happened. */
export function DealPage(): ReactNode {
  const { t } = useTranslation('deal');
  const session = useSession();
  const { deal_id } = useParams({ from: '/deals/$deal_id' });
  const deal = useQuery({ ...dealQuery(deal_id), enabled: Boolean(session) });
  if (session === null) return <SignInFirst title={t('deal')} />;
  return (
    <Answer query={deal} rows={10}>
      {(seen) => <DealBody deal={seen} />}
    </Answer>
  );
}

function DealBody({ deal }: { deal: Deal }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const timeline = useQuery(timelineQuery(deal.deal_id));
  const title =
    deal.terms?.goods[0]?.description ??
    askedFor(timeline.data?.items) ??
    t('deal_number', { number: deal.number });
  const traded = ['requested', 'quoted', 'declined', 'lapsed'].includes(deal.state);
  const trades = deal.my_roles.includes('buyer') || deal.my_roles.includes('seller');
  return (
    <>
      <PageHead title={title}>
        <div className={styles.headLine}>
          <Link to="/deals">{t('all_deals')}</Link>
          <span className="figures">{deal.number}</span>
          <StatusBadge kind="deal" state={deal.state} />
          {deal.demo && <DemoMark />}
        </div>
      </PageHead>
      <WaitingNote deal_id={deal.deal_id} />
      <NextActions deal={deal} />
      <div className={styles.columns}>
        <div>
          <Section title={t('parties')}>
            <Facts
              rows={[
                [
                  t('role.seller', { ns: 'terms' }),
                  <PartyLine key="s" name={deal.seller.name} country={deal.seller.country} />,
                ],
                [
                  t('role.buyer', { ns: 'terms' }),
                  <PartyLine key="b" name={deal.buyer.name} country={deal.buyer.country} />,
                ],
                [
                  t('your_part'),
                  deal.my_roles
                    .map((role) => t(`role.${role}`, { ns: 'terms', defaultValue: role }))
                    .join(', '),
                ],
                [t('deadline'), <Deadline key="d" at={deal.next_deadline} />],
                ...deal.participants
                  .filter((p) => p.name && p.role !== 'buyer' && p.role !== 'seller')
                  .map((p): [string, ReactNode] => [
                    t(`role.${p.role}`, { ns: 'terms', defaultValue: p.role }),
                    p.name,
                  ]),
              ]}
            />
          </Section>
          {trades && <QuotesSection deal={deal} open={traded} />}
          {trades && <ChangesSection deal_id={deal.deal_id} />}
          {trades && <SamplesSection deal={deal} />}
          <MessagesSection deal={deal} trades={trades} />
          {deal.terms && <TermsSection terms={deal.terms} />}
          <OrderAgain deal={deal} />
          {deal.terms && <RouteSection deal={deal} terms={deal.terms} />}
          {deal.terms && !traded && (
            <>
              <DocumentsSection deal_id={deal.deal_id} />
              <DeclarationsSection deal_id={deal.deal_id} />
              <MoneySection deal={deal} />
              {trades && ['accepted', 'settled', 'closed'].includes(deal.state) && (
                <ReturnsSection deal={deal} />
              )}
              {['settled', 'closed'].includes(deal.state) && <MirrorSection deal_id={deal.deal_id} />}
              {deal.state === 'closed' && trades && <DealReviewsSection deal_id={deal.deal_id} />}
            </>
          )}
        </div>
        <TimelineSection deal={deal} />
      </div>
    </>
  );
}

/** Until there are terms, a deal is called after what the buyer asked for. */
function askedFor(events: TimelineEvent[] | undefined): string | undefined {
  const goods = events?.find((event) => event.kind === 'rfq.sent')?.body.goods;
  const first: unknown = Array.isArray(goods) ? goods[0] : undefined;
  const description =
    typeof first === 'object' && first !== null ? Reflect.get(first, 'description') : undefined;
  return typeof description === 'string' ? description : undefined;
}

function PartyLine({ name, country }: { name: string; country: string }): ReactNode {
  return (
    <>
      {name}
      <div className="small dimmed">
        <CountryName code={country} />
      </div>
    </>
  );
}
