import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type Deal, type TimelineEvent, timelineQuery } from '../../api/deals.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant } from '../../parts/reading.tsx';
import { Section } from '../../parts/section.tsx';
import { plain } from '../../parts/status-badge.tsx';
import styles from './deal.module.css';
import { EventBody } from './event-body.tsx';

/** What happened, newest first, with the reason of each step and the hash that seals it. */
export function TimelineSection({ deal }: { deal: Deal }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const timeline = useQuery(timelineQuery(deal.deal_id));
  const names = new Map([
    [deal.buyer.org_id, deal.buyer.name],
    [deal.seller.org_id, deal.seller.name],
  ]);
  const nameOf = (event: TimelineEvent): string => {
    if (event.actor.org_name) return event.actor.org_name;
    const known = names.get(event.actor.org_id);
    if (known) return known;
    const part = deal.participants.find((p) => p.org_id === event.actor.org_id)?.role;
    if (part) return t(`role.${part}`, { ns: 'terms', defaultValue: part });
    return t('by_policy');
  };
  return (
    <Section title={t('timeline')}>
      <Answer query={timeline}>
        {({ items }) => (
          <ol className={styles.timeline} reversed>
            {[...items].reverse().map((event) => (
              <li key={event.number} value={event.number}>
                <div className={styles.eventHead}>
                  <strong>
                    {t(`event.${event.kind}`, { ns: 'terms', defaultValue: plain(event.kind) })}
                  </strong>
                  <span className="small dimmed">
                    <Instant at={event.at} /> · {nameOf(event)}
                  </span>
                </div>
                <EventBody body={event.body} />
                <span className="mono dimmed" title={t('hash')}>
                  {event.hash.slice(0, 12)}
                </span>
              </li>
            ))}
          </ol>
        )}
      </Answer>
    </Section>
  );
}
