import { Checkbox, NativeSelect, PasswordInput, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Problem } from '../api/problem.ts';
import { marksOf } from '../format/marks.ts';
import { useReader } from '../i18n/reader.tsx';
import type { CommandField } from './command-fields.ts';
import parts from './parts.module.css';

/** One field of a form, drawn by its kind. */
export function Field({
  field,
  value,
  wrong,
  refused,
  set,
}: {
  field: CommandField;
  value: string;
  wrong: string | undefined;
  refused: Problem | undefined;
  set: (value: string) => void;
}): ReactNode {
  const { t } = useTranslation();
  const marks = marksOf(useReader());
  const label =
    (field.currency ? `${field.label}${marks.comma}${field.currency}` : field.label) +
    (field.optional && field.kind !== 'several' ? marks.aside(t('optional')) : '');
  const error = wrong || undefined;
  if (field.draw) return field.draw({ label, value, error, refused, set });
  const shared = {
    label,
    value,
    error,
    ...(field.hint ? { description: field.hint } : {}),
    ...(field.complete ? { autoComplete: field.complete } : {}),
    onChange: (event: { currentTarget: { value: string } }) => set(event.currentTarget.value),
  };
  switch (field.kind) {
    case 'choice':
      return <NativeSelect {...shared} data={field.choices ?? []} />;
    case 'several':
      return <Several field={field} label={label} value={value} error={error} set={set} />;
    case 'text':
      return <Textarea {...shared} minRows={2} maxLength={field.longest ?? 500} />;
    case 'paragraphs':
      return <Textarea {...shared} autosize minRows={3} maxRows={14} maxLength={field.longest ?? 4000} />;
    case 'date':
      return <TextInput {...shared} type="date" />;
    case 'email':
      return <TextInput {...shared} type="email" maxLength={254} />;
    case 'password':
      return (
        <PasswordInput
          {...shared}
          maxLength={128}
          visibilityToggleButtonProps={{ 'aria-label': t('show_password') }}
        />
      );
    default:
      return (
        <TextInput
          {...shared}
          inputMode={inputModes[field.kind] ?? 'text'}
          maxLength={field.longest ?? 200}
        />
      );
  }
}

const inputModes: Partial<Record<CommandField['kind'], 'numeric' | 'decimal'>> = {
  whole: 'numeric',
  amount: 'decimal',
  decimal: 'decimal',
};

/** Boxes to tick; what is ticked is kept as text, separated by blanks. */
function Several({
  field,
  label,
  value,
  error,
  set,
}: {
  field: CommandField;
  label: string;
  value: string;
  error: string | undefined;
  set: (value: string) => void;
}): ReactNode {
  const chosen = value.split(' ').filter((part) => part !== '');
  return (
    <Checkbox.Group
      label={label}
      error={error}
      value={chosen}
      onChange={(next) => set(next.join(' '))}
      {...(field.hint ? { description: field.hint } : {})}
    >
      <div className={parts.several}>
        {(field.choices ?? []).map((choice) => (
          <Checkbox key={choice.value} value={choice.value} label={choice.label} />
        ))}
      </div>
    </Checkbox.Group>
  );
}
