import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { apiPath } from '../../api/client.ts';
import { documentsQuery } from '../../api/deal-parts.ts';
import { isHidden } from '../../api/problem.ts';
import { Answer } from '../../parts/answer.tsx';
import { Instant } from '../../parts/reading.tsx';
import { RecordTable } from '../../parts/record-table.tsx';
import { Empty, Section } from '../../parts/section.tsx';
import { plain, StatusBadge } from '../../parts/status-badge.tsx';

/** The papers of the deal: each as PDF, and with the page that proves it. */
export function DocumentsSection({ deal_id }: { deal_id: string }): ReactNode {
  const { t } = useTranslation(['deal', 'terms']);
  const documents = useQuery(documentsQuery(deal_id));
  if (isHidden(documents.error)) return null;
  return (
    <Section title={t('documents')}>
      <Answer query={documents}>
        {({ items }) =>
          items.length === 0 ? (
            <Empty title={t('no_documents')} />
          ) : (
            <RecordTable
              caption={t('documents')}
              rows={items}
              keyOf={(document) => `${document.document_id} ${document.version}`}
              columns={[
                {
                  id: 'kind',
                  header: t('document'),
                  title: true,
                  cell: (document) => (
                    <>
                      {t(`document_kind.${document.kind}`, {
                        ns: 'terms',
                        defaultValue: plain(document.kind),
                      })}
                      <div className="small dimmed figures">{document.number}</div>
                    </>
                  ),
                },
                {
                  id: 'state',
                  header: t('col.state'),
                  cell: (document) => <StatusBadge kind="document" state={document.state} />,
                },
                { id: 'issuer', header: t('issuer'), cell: (document) => document.issuer.name },
                {
                  id: 'at',
                  header: t('col.date'),
                  cell: (document) => <Instant at={document.issued_at} day />,
                },
                {
                  id: 'open',
                  header: t('open'),
                  cell: (document) => (
                    <>
                      <a
                        href={apiPath(`/deals/${deal_id}/documents/${document.document_id}/pdf`)}
                        target="_blank"
                        rel="noreferrer"
                      >
                        PDF<span className="visually-hidden"> {document.number}</span>
                      </a>{' '}
                      ·{' '}
                      <Link to="/verify/$document_id" params={{ document_id: document.document_id }}>
                        {t('verify')}
                        <span className="visually-hidden"> {document.number}</span>
                      </Link>
                    </>
                  ),
                },
              ]}
            />
          )
        }
      </Answer>
    </Section>
  );
}
