import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { endpointsQuery, type NoticeEndpoint } from '../../api/notices.ts';
import { Answer } from '../../parts/answer.tsx';
import { type ButtonCommand, CommandButtons } from '../../parts/command-buttons.tsx';
import { Instant } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Secret } from '../../parts/secret.tsx';
import { Empty, Note, Section } from '../../parts/section.tsx';

/** Addresses of the organisation's own programs: add one, see its secret once, try it, turn it off. */
export function EndpointsSection(): ReactNode {
  const { t } = useTranslation('notices');
  const [secret, setSecret] = useState<string>();
  const endpoints = useQuery(endpointsQuery);
  const some = (endpoints.data?.items.length ?? 0) > 0;
  const add: ButtonCommand = {
    name: t('endpoint.add'),
    explain: t('endpoint.add_explain'),
    method: 'POST',
    path: '/notice-endpoints',
    fields: [
      { name: 'url', label: t('endpoint.url'), hint: t('endpoint.url_hint'), kind: 'line', longest: 500 },
    ],
    answered: ({ secret: made }: { secret: string }) => setSecret(made),
  };
  const test: ButtonCommand = {
    name: t('endpoint.test'),
    explain: t('endpoint.test_explain'),
    method: 'POST',
    path: '/notice-tests',
    fields: [],
  };
  return (
    <Section title={t('endpoint.title')} id="endpoints">
      <p className="dimmed">{t('endpoint.about')}</p>
      {secret && (
        <Note>
          <p>{t('endpoint.once')}</p>
          <Secret label={t('endpoint.secret')} text={secret} />
        </Note>
      )}
      <CommandButtons commands={some ? [add, test] : [add]} />
      <Answer query={endpoints}>
        {({ items }) =>
          items.length === 0 ? <Empty title={t('endpoint.none')} /> : <EndpointTable items={items} />
        }
      </Answer>
    </Section>
  );
}

function EndpointTable({ items }: { items: NoticeEndpoint[] }): ReactNode {
  const { t } = useTranslation('notices');
  return (
    <RecordTable
      caption={t('endpoint.title')}
      rows={items}
      keyOf={(item) => item.endpoint_id}
      columns={[
        {
          id: 'url',
          header: t('endpoint.url'),
          title: true,
          cell: (item) => <span style={{ overflowWrap: 'anywhere' }}>{item.url}</span>,
        },
        { id: 'state', header: t('endpoint.state'), cell: (item) => <State of={item} /> },
        { id: 'last', header: t('endpoint.last'), cell: (item) => <LastTry of={item} /> },
        { id: 'waiting', header: t('endpoint.waiting'), end: true, cell: (item) => String(item.waiting) },
        {
          id: 'do',
          header: t('endpoint.do'),
          cell: (item) => <CommandButtons commands={stepsOf(item, t)} />,
        },
      ]}
    />
  );
}

function stepsOf(
  { endpoint_id, url, state }: NoticeEndpoint,
  t: (key: string, words?: Record<string, unknown>) => string,
): ButtonCommand[] {
  const to = (wanted: 'on' | 'off' | 'removed'): ButtonCommand => ({
    name: t(`endpoint.to_${wanted}`),
    explain: t(`endpoint.to_${wanted}_explain`, { url }),
    method: 'POST',
    path: `/notice-endpoints/${endpoint_id}/state`,
    fixed: { state: wanted },
    fields: [],
  });
  return [to(state === 'on' ? 'off' : 'on'), to('removed')];
}

function State({ of: { state, off_because } }: { of: NoticeEndpoint }): ReactNode {
  const { t } = useTranslation('notices');
  return (
    <>
      {t(`endpoint.is_${state}`)}
      {off_because && <div className="small dimmed">{t(`endpoint.because_${off_because}`)}</div>}
    </>
  );
}

function LastTry({ of: { last_try } }: { of: NoticeEndpoint }): ReactNode {
  const { t } = useTranslation('notices');
  if (!last_try) return <span className="dimmed">{t('endpoint.never')}</span>;
  const { state, answer, attempts, at } = last_try;
  return (
    <>
      <Instant at={at} />
      <div className="small dimmed">
        {t(`endpoint.try_${state}`, { attempts })} <span className="mono">{answer}</span>
      </div>
    </>
  );
}
