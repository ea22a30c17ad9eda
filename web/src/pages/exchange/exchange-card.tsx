import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi } from '../../api/client.ts';
import { useCommand } from '../../api/use-command.ts';
import type { MoneyJson } from '../../format/money.ts';
import { Answer } from '../../parts/answer.tsx';
import parts from '../../parts/parts.module.css';
import { Money } from '../../parts/reading.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Facts, Note, Section } from '../../parts/section.tsx';
import { EntriesLink } from '../wallet/entries-link.tsx';
import type { Exchange } from './exchange.ts';
import { RateFigure } from './rate-figure.tsx';
import { RateTable } from './rate-table.tsx';
import { useSecondsLeft } from './use-seconds-left.ts';

const AGAIN_MS = 1000;

/** One price: what it comes to and of what, how long it holds, and the next thing to do with it. */
export function ExchangeCard({ exchange_id }: { exchange_id: string }): ReactNode {
  const { t } = useTranslation('exchange');
  const exchange = useQuery({
    queryKey: ['exchange', exchange_id],
    queryFn: ({ signal }) => callApi<Exchange>(`/exchanges/${exchange_id}`, { signal }),
    refetchInterval: ({ state }) => (state.data?.state === 'executing' ? AGAIN_MS : false),
  });
  return (
    <Section title={t('price')} id="price">
      <Answer query={exchange}>
        {(found) => (
          <>
            <Standing of={found} again={() => void exchange.refetch()} />
            <Facts
              rows={[
                [t('sell'), <Leg key="s" of={found} money={found.sold} side="debit" />],
                [
                  t('receive'),
                  <strong key="b">
                    <Leg of={found} money={found.bought} />
                  </strong>,
                ],
                [
                  t('spread', { points: found.spread_basis_points }),
                  <Leg key="p" of={found} money={found.spread} side="debit" />,
                ],
                [t('rounding'), <Money key="r" of={found.rounding} />],
                [t('mid', { pair: pairOf(found) }), <RateFigure key="m" rate={found.mid} />],
                [
                  t('bid_ask'),
                  <span key="ba">
                    <RateFigure rate={found.bid} /> / <RateFigure rate={found.ask} />
                  </span>,
                ],
              ]}
            />
            {found.crossed && <p className="small">{t('crossed', { pair: pairOf(found) })}</p>}
            <RateTable rates={found.rates} />
          </>
        )}
      </Answer>
    </Section>
  );
}

/** A part of the price; executed, it opens to the entries in the reader's wallet that it is the sum of. */
function Leg({ of, money, side }: { of: Exchange; money: MoneyJson; side?: 'debit' }): ReactNode {
  if (of.state !== 'executed') return <Money of={money} />;
  return (
    <EntriesLink
      of={money}
      choice={{ account: `wallet:${money.currency}`, exchange: of.exchange_id, side }}
    />
  );
}

const pairOf = ({ sold, bought }: Exchange): string => `${sold.currency}/${bought.currency}`;

/** Where the exchange stands and what can be done now. */
function Standing({ of, again }: { of: Exchange; again: () => void }): ReactNode {
  const { t } = useTranslation('exchange');
  switch (of.state) {
    case 'quoted':
      return <Ticking of={of} until={of.valid_until} step="lock" again={again} />;
    case 'locked':
      return <Ticking of={of} until={of.holds_until ?? of.valid_until} step="execution" again={again} />;
    case 'executed':
      return (
        <Note tone="done">
          <span role="status">{t('executed')}</span>{' '}
          <Link
            to="/wallet/entries"
            search={{ account: `wallet:${of.bought.currency}`, exchange: of.exchange_id }}
          >
            {t('open_entries')}
          </Link>
        </Note>
      );
    default:
      return (
        <Note tone={of.state === 'executing' ? 'active' : 'attention'}>
          <span role="status">{t(of.state)}</span>
        </Note>
      );
  }
}

function Ticking({
  of,
  until,
  step,
  again,
}: {
  of: Exchange;
  until: string;
  step: 'lock' | 'execution';
  again: () => void;
}): ReactNode {
  const { t } = useTranslation('exchange');
  const left = useSecondsLeft(until, of.now);
  const command = useCommand();
  const over = left === 0;
  useEffect(() => {
    if (over) again();
  }, [over, again]);
  const clock = `${Math.floor(left / 60)}:${String(left % 60).padStart(2, '0')}`;
  return (
    <>
      <Note tone="active">
        {t(step === 'lock' ? 'good_for' : 'locked_for')}{' '}
        <strong className="figures" role="timer">
          {clock}
        </strong>
        {step === 'lock' && <div className="small">{t('lock_explain', { minutes: of.lock_minutes })}</div>}
      </Note>
      {command.error && <RefusalCard error={command.error} />}
      <div className={parts.buttons}>
        <Button
          loading={command.isPending}
          disabled={over}
          onClick={() =>
            command.mutate({ method: 'POST', path: `/exchanges/${of.exchange_id}/${step}`, body: {} })
          }
        >
          {t(step === 'lock' ? 'lock' : 'execute')}
        </Button>
      </div>
    </>
  );
}
