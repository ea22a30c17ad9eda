import { Button, FileInput, NativeSelect, Textarea } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type FormEvent, type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { base64Of } from '../../api/base64-of.ts';
import { callApi, type Page } from '../../api/client.ts';
import type { Deal } from '../../api/deals.ts';
import { useCommand } from '../../api/use-command.ts';
import { formatNumber } from '../../format/number.ts';
import { useReader } from '../../i18n/reader.tsx';
import parts from '../../parts/parts.module.css';
import { Instant } from '../../parts/reading.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import { ToneBadge } from '../../parts/status-badge.tsx';

const MOST_FILES = 4;
const BYTES_LIMIT = 8_000_000;

interface Message {
  number: number;
  audience: string;
  author: { org_id: string; name: string };
  mine: boolean;
  language: string;
  text: string;
  translation: { language: string; text: string; source: string } | null;
  files: { name: string; kind: string; bytes: number }[];
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
    <Section id="messages" title={t('messages.title')}>
      <Write deal_id={deal.deal_id} trades={trades} />
      {pages.error && <RefusalCard error={pages.error} />}
      {pages.data && messages.length === 0 && <Empty title={t('messages.none')} />}
      {messages.map((message) => (
        <MessageOf key={message.number} deal_id={deal.deal_id} message={message} />
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

function MessageOf({ deal_id, message }: { deal_id: string; message: Message }): ReactNode {
  const { t } = useTranslation('deal');
  const reader = useReader();
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
      {message.files.length > 0 && (
        <ul>
          {message.files.map((file, at) => (
            <li key={file.name + String(at)} style={{ overflowWrap: 'anywhere' }}>
              <a
                href={`/api/v1/deals/${deal_id}/messages/${message.number}/files/${at + 1}`}
                target="_blank"
                rel="noreferrer"
              >
                {file.name}
              </a>{' '}
              <span className="dimmed small">{formatNumber(Math.ceil(file.bytes / 1000), reader)} kB</span>
            </li>
          ))}
        </ul>
      )}
    </article>
  );
}

function Write({ deal_id, trades }: { deal_id: string; trades: boolean }): ReactNode {
  const { t } = useTranslation('deal');
  const { locale } = useReader();
  const [text, setText] = useState('');
  const [audience, setAudience] = useState(trades ? 'trade' : 'everybody');
  const [files, setFiles] = useState<File[]>([]);
  const command = useCommand(() => {
    setText('');
    setFiles([]);
  });
  const tooMuch = files.length > MOST_FILES || files.reduce((sum, file) => sum + file.size, 0) > BYTES_LIMIT;
  const send = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    if (text.trim() === '' || tooMuch) return;
    const sent = await Promise.all(
      files.map(async (file) => ({ name: file.name.trim().slice(-120), file: await base64Of(file) })),
    );
    command.mutate({
      method: 'POST',
      path: `/deals/${deal_id}/messages`,
      body: { text: text.trim(), audience, language: locale, ...(sent.length > 0 ? { files: sent } : {}) },
    });
  };
  return (
    <form className={parts.form} onSubmit={(event) => void send(event)}>
      <Textarea
        label={t('messages.text')}
        value={text}
        maxLength={4000}
        autosize
        minRows={2}
        required
        withAsterisk={false}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <FileInput
        multiple
        label={t('messages.files')}
        description={t('messages.files_hint')}
        placeholder={t('messages.files_choose')}
        styles={{ placeholder: { color: 'inherit' } }}
        accept="application/pdf,image/png,image/jpeg,image/webp,.xlsx,.csv"
        value={files}
        onChange={(chosen) => {
          setFiles(chosen);
          command.reset();
        }}
        error={tooMuch && t('messages.files_too_much')}
        clearable
        clearButtonProps={{ 'aria-label': t('messages.files_clear') }}
      />
      {files.length > 1 && (
        <ul className="small" style={{ overflowWrap: 'anywhere' }}>
          {files.map((file, at) => (
            <li key={file.name + String(at)}>{file.name}</li>
          ))}
        </ul>
      )}
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
