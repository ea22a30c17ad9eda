import { Button, Checkbox, FileInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { base64 } from '../../api/import-file.ts';
import { useCommand } from '../../api/use-command.ts';
import { marksOf } from '../../format/marks.ts';
import { useReader } from '../../i18n/reader.tsx';
import parts from '../../parts/parts.module.css';
import { RecordTable } from '../../parts/record-table.tsx';
import { RefusalCard } from '../../parts/refusal-card.tsx';
import { Note, Section } from '../../parts/section.tsx';

interface Row {
  row: number;
  name: string;
  status: 'brought_on' | 'good' | 'wrong';
  errors: { column: string; code: string; message: string }[];
}
interface Report {
  rows: Row[];
  good: number;
  wrong: number;
}

/** The columns a file has; the first line of the template. */
const TEMPLATE =
  'name,name_zh,name_ru,name_native,kind,country,registration_scheme,registration_number,email,phone,address\r\n';
const BYTES_LIMIT = 670_000;

/** A file of firms: looked through first, brought on when asked, with a word on every row. */
export function FileSection(): ReactNode {
  const { t } = useTranslation('onboarding');
  const [file, setFile] = useState<File | null>(null);
  const [dry, setDry] = useState(true);
  const [report, setReport] = useState<Report>();
  const command = useCommand<Report>(setReport);
  const tooLarge = file !== null && file.size > BYTES_LIMIT;
  const send = async (): Promise<void> => {
    if (!file || tooLarge) return;
    setReport(undefined);
    command.mutate({
      method: 'POST',
      path: '/onboarded-organisations/file',
      body: { ...(await tableOf(file)), dry_run: dry },
    });
  };
  return (
    <Section
      title={t('file.title')}
      aside={
        <a href={`data:text/csv;charset=utf-8,${encodeURIComponent(TEMPLATE)}`} download="firms.csv">
          {t('file.template')}
        </a>
      }
    >
      <div className={parts.filters}>
        <FileInput
          label={t('file.choose')}
          description={t('file.hint')}
          placeholder={t('file.placeholder')}
          style={{ flex: '0 1 320px' }}
          styles={{ placeholder: { color: 'inherit' } }}
          accept=".csv,.xlsx"
          value={file}
          onChange={setFile}
          error={tooLarge && t('file.too_large')}
          clearable
          clearButtonProps={{ 'aria-label': t('file.clear') }}
        />
        <Checkbox
          label={t('file.dry')}
          checked={dry}
          onChange={(event) => setDry(event.currentTarget.checked)}
        />
        <Button onClick={() => void send()} disabled={!file || tooLarge} loading={command.isPending}>
          {t(dry ? 'file.check' : 'file.send')}
        </Button>
      </div>
      {command.error && <RefusalCard error={command.error} />}
      {report && <ReportTable report={report} />}
    </Section>
  );
}

const tableOf = async (file: File): Promise<{ csv: string } | { xlsx: string }> =>
  /\.xlsx$/i.test(file.name)
    ? { xlsx: base64(new Uint8Array(await file.arrayBuffer())) }
    : { csv: await file.text() };

function ReportTable({ report }: { report: Report }): ReactNode {
  const { t } = useTranslation(['onboarding', 'refusals']);
  const { colon } = marksOf(useReader());
  const word = ({ column, code }: Row['errors'][number]): string =>
    `${column}${colon}${t(code.startsWith('parties.') ? `${code}.title` : `wrong.${code}`, {
      ns: code.startsWith('parties.') ? 'refusals' : 'onboarding',
      defaultValue: t('wrong.other'),
    })}`;
  return (
    <div role="status">
      <Note tone={report.wrong > 0 ? 'attention' : 'done'}>
        {t('file.result', { good: report.good, wrong: report.wrong })}
      </Note>
      <RecordTable
        caption={t('file.title')}
        rows={[...report.rows].sort((a, b) => Number(b.status === 'wrong') - Number(a.status === 'wrong'))}
        keyOf={(r) => String(r.row)}
        columns={[
          { id: 'row', header: t('col.row'), end: true, cell: (r) => r.row },
          { id: 'name', header: t('col.firm'), title: true, cell: (r) => r.name || '–' },
          { id: 'status', header: t('col.status'), cell: (r) => t(`row.${r.status}`) },
          {
            id: 'errors',
            header: t('col.errors'),
            cell: (r) =>
              r.errors.length === 0 ? '–' : r.errors.map((e) => <div key={e.column}>{word(e)}</div>),
          },
        ]}
      />
    </div>
  );
}
