import { Button, NativeSelect, Textarea } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { callApi, type Page } from '../../api/client.ts';
import type { Deal } from '../../api/deals.ts';
import { useCommand } from '../../api/use-command.ts';
import { useReader } from '../../i18n/reader.tsx';
import parts from '../../parts/parts.module.css';
import { Instant } from '../../parts/reading.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';

interface Message {
  number: number;
  audience: string;
  author: { org_id: string; name: string };
  mine: boolean;
  language: string;
  text: string;
  translation: { language: string; text: string; source: string } | null;
  sent_at: string;
  read: boolean;
}

/** What the people of the deal write to each other, newest first: the original, and a machine's translation beside it. */
export function MessagesSection({ deal, trades }: { deal: Deal; trades: boolean }): ReactNode {
  const { t } = useTranslation('deal');
  const pages = useInfiniteQuery({
    queryKey: ['deal', deal.deal_id, 'messages'],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ signal, pageParam }) =>
      callApi<Page<Message>>(`/deals/${deal.deal_id}/messages`, { query: { cursor: pageParam }, signal }),
    getNextPageParam: (last) => last.next_cursor ?? undefined,
  });
  const messages = (pages.data?.pages ?? []).flatMap((page) => page.items);
  const unread = messages.find((message) => !message.read)?.number;
  useMarkRead(deal.deal_id, unread);
  return (
    <Section title={t('messages.title')}>
      <Write deal_id={deal.deal_id} trades={trades} />
      {pages.error && <RefusalCard error={pages.error} />}
      {pages.data && messages.length === 0 && <Empty title={t('messages.none')} />}
      {messages.map((message) => (
        <MessageOf key={message.number} message={message} />
      ))}
      {pages.hasNextPage && (
        <Button
          variant="default"
          loading={pages.isFetchingNextPage}
          onClick={() => void pages.fetchNextPage()}
        >
          {t('messages.more')}
        </Button>
      )}
    </Section>
  );
}

/** What is shown has been read. The page is not read anew for that: what is new stays marked while one looks. */
function useMarkRead(deal_id: string, newest: number | undefined): void {
  useEffect(() => {
    if (newest === undefined) return;
    void callApi(`/deals/${deal_id}/messages/read`, {
      method: 'POST',
      body: { read_to: newest },
      idempotency_key: `read-${deal_id}-${newest}-${Date.now()}`,
    }).catch(() => undefined);
  }, [deal_id, newest]);
}

function MessageOf({ message }: { message: Message }): ReactNode {
  const { t } = useTranslation('deal');
  return (
    <article>
      <p className="small dimmed">
        {message.author.name} · <Instant at={message.sent_at} /> ·{' '}
        {t(`messages.audience.${message.audience}`)}{' '}
        {!message.read && <ToneBadge tone="active">{t('messages.new')}</ToneBadge>}
      </p>
      <p lang={message.language} style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
        {message.text}
      </p>
      {message.translation && (
        <p className="small" lang={message.translation.language}>
          {message.translation.text}{' '}
          <span className="dimmed">{t('messages.machine', { source: message.translation.source })}</span>
        </p>
      )}
    </article>
  );
}

function Write({ deal_id, trades }: { deal_id: string; trades: boolean }): ReactNode {
  const { t } = useTranslation('deal');
  const { locale } = useReader();
  const [text, setText] = useState('');
  const [audience, setAudience] = useState(trades ? 'trade' : 'everybody');
  const command = useCommand(() => setText(''));
  const send = (event: FormEvent): void => {
    event.preventDefault();
    if (text.trim() === '') return;
    command.mutate({
      method: 'POST',
      path: `/deals/${deal_id}/messages`,
      body: { text: text.trim(), audience, language: locale },
    });
  };
  return (
    <form className={parts.form} onSubmit={send}>
      <Textarea
        label={t('messages.text')}
        value={text}
        maxLength={4000}
        autosize
        minRows={2}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      {trades && (
        <NativeSelect
          label={t('messages.audience')}
          value={audience}
          data={['trade', 'everybody'].map((value) => ({ value, label: t(`messages.audience.${value}`) }))}
          onChange={(event) => setAudience(event.currentTarget.value)}
        />
      )}
      {command.error && <RefusalCard error={command.error} />}
      <Button type="submit" loading={command.isPending}>
        {t('messages.send')}
      </Button>
    </form>
  );
}
