import { Button } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type Problem, ProblemError } from '../api/problem.ts';
import { useCommand } from '../api/use-command.ts';
import { formatDecimal } from '../format/number.ts';
import { useReader } from '../i18n/reader.tsx';
import { type CommandField, composeBody, standsIn, type Values } from './command-fields.ts';
import { Field } from './field.tsx';
import parts from './parts.module.css';
import { RefusalCard } from './refusal-card.tsx';

/** A command that somebody can give: where it goes, what it needs, what it will do. */
export interface CommandSpec {
  name: string;
  explain?: string;
  method: string;
  path: string;
  /** What is asked; as a function where one answer decides what else is asked. */
  fields: CommandField[] | ((values: Values) => CommandField[]);
  /** What is sent beside the fields. */
  fixed?: Record<string, unknown>;
  /** Makes the body out of the fields where it is not flat. */
  shape?: (body: Record<string, unknown>) => Record<string, unknown>;
  /** The command cannot be given yet. */
  held?: boolean;
}

/** Asks for what the command needs, says what will happen, sends it, and shows a refusal where it was given. */
export function CommandForm<T = unknown>({
  spec,
  done,
  children,
}: {
  spec: CommandSpec;
  done: (answer: T) => void;
  children?: ReactNode;
}): ReactNode {
  const { t } = useTranslation();
  const reader = useReader();
  const command = useCommand<T>(done);
  const [values, setValues] = useState<Values>({});
  const [wrong, setWrong] = useState<Record<string, string>>({});
  const fields = typeof spec.fields === 'function' ? spec.fields(values) : spec.fields;
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    const composed = composeBody(fields, values, reader);
    setWrong('wrong' in composed ? composed.wrong : {});
    if (!('body' in composed)) return;
    const body = spec.shape ? spec.shape(composed.body) : composed.body;
    command.mutate({ method: spec.method, path: spec.path, body: { ...spec.fixed, ...body } });
  };
  const draw = (field: CommandField): ReactNode => (
    <Field
      key={field.name}
      field={field}
      value={standsIn(field, values)}
      wrong={
        wrong[field.name] && t(`wrong.${wrong[field.name]}`, { example: formatDecimal('12345.67', reader) })
      }
      refused={refusalOf(command.error, field.name)}
      set={(value) => setValues((old) => ({ ...old, [field.name]: value }))}
    />
  );
  return (
    <form className={parts.form} onSubmit={submit} noValidate>
      {spec.explain && <p>{spec.explain}</p>}
      {children}
      {groupsOf(fields).map(({ name, members }) =>
        name === undefined ? (
          members.map(draw)
        ) : (
          <fieldset key={name} className={parts.group}>
            <legend>{name}</legend>
            {members.map(draw)}
          </fieldset>
        ),
      )}
      {fields.length > 8 && Object.keys(wrong).length > 0 && <p role="alert">{t('wrong.some')}</p>}
      {command.error && <RefusalCard error={command.error} />}
      <Button type="submit" loading={command.isPending} disabled={spec.held === true}>
        {spec.name}
      </Button>
    </form>
  );
}

/** The refusal, where it names the field. */
function refusalOf(error: unknown, name: string): Problem | undefined {
  if (!(error instanceof ProblemError)) return undefined;
  return error.problem.errors?.some(({ path }) => path === `/${name}`) ? error.problem : undefined;
}

/** Neighbouring fields of one group, in the order in which they are asked. */
function groupsOf(fields: readonly CommandField[]): { name: string | undefined; members: CommandField[] }[] {
  const groups: { name: string | undefined; members: CommandField[] }[] = [];
  for (const field of fields) {
    const last = groups.at(-1);
    if (last && last.name === field.group) last.members.push(field);
    else groups.push({ name: field.group, members: [field] });
  }
  return groups;
}
