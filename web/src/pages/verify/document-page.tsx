import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Answer } from '../../parts/answer.tsx';
import { Instant } from '../../parts/reading.tsx';
import { DemoMark, Facts, Note, PageHead, Section } from '../../parts/section.tsx';
import { lookUp } from './check-document.ts';
import { Verdict } from './verdict.tsx';

/** The page behind the QR code: what the register says of this document. */
export function VerifyDocumentPage(): ReactNode {
  const { t } = useTranslation(['verify', 'terms']);
  const { document_id } = useParams({ from: '/verify/$document_id' });
  const entry = useQuery({
    queryKey: ['verify', document_id],
    queryFn: ({ signal }) => lookUp(document_id, signal),
    staleTime: 0,
  });
  return (
    <>
      <PageHead title={t('title')} />
      <Answer query={entry}>
        {(seen) => (
          <>
            <Verdict
              verdict={seen.state === 'issued' ? 'in_force' : seen.state}
              replaced_by={seen.replaced_by}
            />
            <Section title={t('register')} aside={seen.demo ? <DemoMark /> : undefined}>
              <Facts
                rows={[
                  [t('document'), t(`document_kind.${seen.kind}`, { ns: 'terms', defaultValue: seen.kind })],
                  [
                    t('document_number'),
                    <span key="n" className="figures">
                      {seen.number}
                    </span>,
                  ],
                  [t('version'), String(seen.version)],
                  [t('issuer'), seen.issuer_name],
                  [t('issued_on'), <Instant key="d" at={seen.issued_at} day />],
                  [
                    t('hash'),
                    <span key="h" className="mono">
                      {seen.facts_hash}
                    </span>,
                  ],
                ]}
              />
            </Section>
            <Note tone="active">
              <p>{t('compare')}</p>
              <Link to="/verify">{t('check_file')}</Link>
            </Note>
          </>
        )}
      </Answer>
    </>
  );
}
