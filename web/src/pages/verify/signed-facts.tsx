import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Verification } from '#verify-file';
import { formatDecimal } from '../../format/number.ts';
import { useUnitName } from '../../format/unit.ts';
import { useReader } from '../../i18n/reader.tsx';
import { CountryName, Instant, Money } from '../../parts/reading.tsx';
import { WideTable } from '../../parts/record-table.tsx';
import { DemoMark, Facts, Section } from '../../parts/section.tsx';

/** What was signed, to be compared with the paper in the hand. */
export function SignedFacts({ document }: { document: NonNullable<Verification['document']> }): ReactNode {
  const { t } = useTranslation(['verify', 'terms']);
  const reader = useReader();
  const unitName = useUnitName();
  const { facts } = document;
  return (
    <Section title={t('signed')} aside={facts.demo ? <DemoMark /> : undefined}>
      <Facts
        rows={[
          [t('document'), t(`document_kind.${facts.kind}`, { ns: 'terms', defaultValue: facts.kind })],
          [
            t('document_number'),
            <span key="n" className="figures">
              {facts.number}
            </span>,
          ],
          [t('version'), String(facts.version)],
          [
            t('issuer'),
            <span key="i">
              {facts.issuer.name}, <CountryName code={facts.issuer.country} />
            </span>,
          ],
          [t('issued_on'), <Instant key="d" at={facts.issued_on} day />],
          [t('deal'), facts.deal_number],
          ...(facts.total ? [[t('total'), <Money key="t" of={facts.total} />] as [string, ReactNode]] : []),
          [
            t('hash'),
            <span key="h" className="mono">
              {document.facts_hash}
            </span>,
          ],
        ]}
      />
      {facts.goods.length > 0 && (
        <WideTable
          caption={t('goods')}
          rows={facts.goods}
          keyOf={(line) => String(line.line)}
          columns={[
            { id: 'goods', header: t('goods'), title: true, cell: (line) => line.description },
            { id: 'hs', header: 'HS', cell: (line) => line.hs_code },
            {
              id: 'quantity',
              header: t('quantity'),
              end: true,
              cell: (line) => `${formatDecimal(line.quantity, reader)} ${unitName(line.unit)}`,
            },
          ]}
        />
      )}
    </Section>
  );
}
