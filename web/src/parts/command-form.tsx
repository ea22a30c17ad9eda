import { Button, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../api/use-command.ts';
import { formatDecimal } from '../format/number.ts';
import { useReader } from '../i18n/reader.tsx';
import { type CommandField, composeBody } from './command-fields.ts';
import parts from './parts.module.css';
import { RefusalCard } from './refusal-card.tsx';

/** A command that somebody can give: where it goes, what it needs, what it will do. */
export interface CommandSpec {
  name: string;
  explain?: string;
  method: string;
  path: string;
  fields: CommandField[];
  /** What is sent beside the fields. */
  fixed?: Record<string, unknown>;
  /** The command cannot be given yet. */
  held?: boolean;
}

/** Asks for what the command needs, says what will happen, sends it, and shows a refusal where it was given. */
export function CommandForm({
  spec,
  done,
  children,
}: {
  spec: CommandSpec;
  done: (answer: unknown) => void;
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const reader = useReader();
  const command = useCommand<unknown>(done);
  const [values, setValues] = useState<Record<string, string>>({});
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const composed = composeBody(spec.fields, values, reader);
    setWrong('wrong' in composed ? composed.wrong : {});
    if ('body' in composed)
      command.mutate({ method: spec.method, path: spec.path, body: { ...spec.fixed, ...composed.body } });
  };
  return (
    <form className={parts.form} onSubmit={submit} noValidate>
      {spec.explain && <p>{spec.explain}</p>}
      {children}
      {spec.fields.map((field) => (
        <Field
          key={field.name}
          field={field}
          value={values[field.name] ?? field.start ?? ''}
          wrong={
            wrong[field.name] &&
            t(`wrong.${wrong[field.name]}`, { example: formatDecimal('12345.67', reader) })
          }
          set={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
        />
      ))}
      {command.error && <RefusalCard error={command.error} />}
      <Button type="submit" loading={command.isPending} disabled={spec.held === true}>
        {spec.name}
      </Button>
    </form>
  );
}

function Field({
  field,
  value,
  wrong,
  set,
}: {
  field: CommandField;
  value: string;
  wrong: string | undefined;
  set: (value: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const shared = {
    label:
      (field.currency ? `${field.label}, ${field.currency}` : field.label) +
      (field.optional ? ` (${t('optional')})` : ''),
    value,
    error: wrong || undefined,
    ...(field.hint ? { description: field.hint } : {}),
    onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value),
  };
  if (field.kind === 'choice') return <NativeSelect {...shared} data={field.choices ?? []} />;
  if (field.kind === 'text') return <Textarea {...shared} minRows={2} maxLength={field.longest ?? 500} />;
  if (field.kind === 'date') return <TextInput {...shared} type="date" />;
  const inputMode =
    field.kind === 'whole' ? 'numeric' : field.kind === 'line' || field.kind === 'list' ? 'text' : 'decimal';
  return <TextInput {...shared} inputMode={inputMode} maxLength={field.longest ?? 200} />;
}
