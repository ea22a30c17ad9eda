import { Button, FileInput, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type ImportFile, type ImportReport, readImportFile } from '../../api/import-file.ts';
import { useCommand } from '../../api/use-command.ts';
import parts from '../../parts/parts.module.css';
import { WideTable } from '../../parts/record-table.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { PageHead, Section } from '../../parts/section.tsx';
import { Trader } from './listing-form-page.tsx';
import { MarketTabs } from './market-tabs.tsx';

/** Many offers out of a file: checked first, row by row, then published. */
export function ImportPage(): ReactNode {
  const { t } = useTranslation('market');
  return (
    <Trader title={t('import')}>
      {() => (
        <>
          <PageHead title={t('import')}>
            <p className="dimmed">{t('import_about')}</p>
          </PageHead>
          <MarketTabs />
          <Template />
          <ImportForm />
        </>
      )}
    </Trader>
  );
}

function Template(): ReactNode {
  const { t } = useTranslation('market');
  const [chapter, setChapter] = useState('');
  return (
    <Section title={t('import_template')}>
      <div className={parts.filters}>
        <TextInput
          label={t('import_chapter')}
          inputMode="numeric"
          maxLength={2}
          value={chapter}
          onChange={(event) => setChapter(event.currentTarget.value.replace(/\D/g, ''))}
        />
        {['csv', 'xlsx', 'json'].map((format) =>
          chapter.length === 2 ? (
            <a key={format} href={`/api/v1/listings/template?chapter=${chapter}&format=${format}`} download>
              {t('import_template_as', { format: format.toUpperCase() })}
            </a>
          ) : null,
        )}
      </div>
    </Section>
  );
}

function ImportForm(): ReactNode {
  const { t } = useTranslation('market');
  const [file, setFile] = useState<ImportFile>();
  const [wrong, setWrong] = useState<'encoding' | 'json'>();
  const [report, setReport] = useState<ImportReport & { dry_run: boolean }>();
  const check = useCommand<ImportReport>((answer) => setReport({ ...answer, dry_run: true }));
  const publish = useCommand<ImportReport>((answer) => setReport({ ...answer, dry_run: false }));
  const choose = async (chosen: File | null): Promise<void> => {
    setReport(undefined);
    const read = chosen ? await readImportFile(chosen) : undefined;
    setWrong(read && 'wrong' in read ? read.wrong : undefined);
    setFile(read && !('wrong' in read) ? read : undefined);
  };
  const send = (dry_run: boolean): void =>
    (dry_run ? check : publish).mutate({
      method: 'POST',
      path: '/listings/import',
      body: { ...file, dry_run, skip_wrong: !dry_run },
    });
  const error = check.error ?? publish.error;
  return (
    <Section title={t('import_file')}>
      <div className={parts.form}>
        <FileInput
          label={t('import_file')}
          description={t('import_forms')}
          accept=".csv,.xlsx,.json"
          clearable
          clearButtonProps={{ 'aria-label': t('import_clear') }}
          error={wrong && t(`import_wrong.${wrong}`)}
          onChange={(chosen) => void choose(chosen)}
        />
        <div className={parts.buttons}>
          <Button disabled={!file} loading={check.isPending} onClick={() => send(true)}>
            {t('import_check')}
          </Button>
          <Button
            variant="default"
            disabled={!report?.dry_run || report.accepted - report.repeated < 1}
            loading={publish.isPending}
            onClick={() => send(false)}
          >
            {t('import_publish')}
          </Button>
        </div>
        {error && <RefusalCard error={error} />}
        <div role="status">{report && <Report of={report} />}</div>
      </div>
    </Section>
  );
}

function Report({ of: report }: { of: ImportReport & { dry_run: boolean } }): ReactNode {
  const { t } = useTranslation('market');
  const { rows, accepted, written, repeated, errors, errors_total } = report;
  return (
    <>
      <p>
        {report.dry_run
          ? t('import_checked', { rows, accepted, errors: errors_total })
          : t('import_done', { written, repeated, errors: errors_total })}
      </p>
      {errors.length > 0 && (
        <WideTable
          caption={t('import_errors')}
          rows={errors}
          keyOf={(error) => `${error.row} ${error.path} ${error.code}`}
          columns={[
            { id: 'row', header: t('import_row'), title: true, cell: (error) => String(error.row) },
            { id: 'column', header: t('import_column'), cell: (error) => error.path.slice(1) },
            {
              id: 'what',
              header: t('import_what'),
              cell: (error) =>
                t(`import_error.${error.code}`, {
                  defaultValue: error.message,
                  // The codes that followed one that has ended.
                  codes: error.message.match(/\b\d{6}\b/g)?.join(', '),
                }),
            },
          ]}
        />
      )}
    </>
  );
}
