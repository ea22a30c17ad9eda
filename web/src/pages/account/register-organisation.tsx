import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { countriesQuery } from '../../api/reference.ts';
import { countryName } from '../../format/names.ts';
import { useReader } from '../../i18n/reader.tsx';
import { Answer } from '../../parts/answer.tsx';
import type { CommandField, Values } from '../../parts/command-fields.ts';
import { CommandForm } from '../../parts/command-form.tsx';
import parts from '../../parts/parts.module.css';
import { Note, PageHead } from '../../parts/section.tsx';

/** Numbers that firms of a country are registered under; `lei` and `other` serve everywhere. */
const schemesOf: Record<string, string[]> = {
  CN: ['cn_uscc'],
  KZ: ['kz_bin', 'kz_iin'],
  KG: ['kg_inn'],
  TJ: ['tj_inn'],
  UZ: ['uz_stir'],
  TM: ['tm_code'],
};
/** Kinds that register by themselves; banks and public bodies are brought on by the operator. */
const kinds = ['trader', 'broker', 'carrier', 'warehouse'];

/** A person without an organisation registers one, and becomes its first member and administrator. */
export function RegisterOrganisation({ person }: { person: string }): ReactNode {
  const { t } = useTranslation(['account', 'terms']);
  const reader = useReader();
  const navigate = useNavigate();
  const countries = useQuery(countriesQuery);
  const choices = (rows: string[], word: (value: string) => string) =>
    rows.map((value) => ({ value, label: word(value) }));

  const fieldsOf =
    (countryCodes: string[]) =>
    (values: Values): CommandField[] => {
      const country = values.country ?? countryCodes[0] ?? '';
      const schemes = [...(schemesOf[country] ?? []), 'lei', 'other'];
      return [
        {
          name: 'kind',
          label: t('register.kind'),
          kind: 'choice',
          start: 'trader',
          choices: choices(kinds, (kind) => t(`org.${kind}`, { ns: 'terms' })),
        },
        {
          name: 'country',
          label: t('register.country'),
          kind: 'choice',
          start: country,
          choices: choices(countryCodes, (code) => countryName(code, reader)),
        },
        {
          name: 'registration_scheme',
          label: t('register.scheme'),
          kind: 'choice',
          start: schemes[0] ?? 'other',
          choices: choices(schemes, (scheme) => t(`register.scheme.${scheme}`)),
        },
        {
          name: 'registration_number',
          label: t('organisation.number'),
          hint: t('register.number_hint'),
          kind: 'line',
          longest: 40,
        },
        { name: 'name', label: t('register.name'), kind: 'line', complete: 'organization' },
        { name: 'name_zh', label: t('organisation.name_zh'), kind: 'line', optional: true },
        { name: 'name_ru', label: t('organisation.name_ru'), kind: 'line', optional: true },
        { name: 'your_name', label: t('join.your_name'), kind: 'line', start: person, longest: 120 },
        { name: 'email', label: t('register.email'), kind: 'email', optional: true },
        {
          name: 'phone',
          label: t('organisation.phone'),
          hint: t('register.phone_hint'),
          kind: 'line',
          longest: 40,
          optional: true,
          complete: 'tel',
        },
        { name: 'address', label: t('organisation.address'), kind: 'line', longest: 500, optional: true },
      ];
    };
  return (
    <>
      <PageHead title={t('register.title')}>
        <p className="dimmed">{t('register.about')}</p>
      </PageHead>
      <Note tone="active">{t('register.invited')}</Note>
      <Answer query={countries}>
        {(rows) => (
          <div className={parts.form} data-narrow>
            <CommandForm
              spec={{
                name: t('register.go'),
                method: 'POST',
                path: '/organisations',
                fields: fieldsOf(
                  [...rows].sort((a, b) => Number(b.corridor) - Number(a.corridor)).map((c) => c.iso2),
                ),
                shape: ({ registration_number, ...body }) => ({
                  ...body,
                  registration_number: String(registration_number).replace(/\s/g, '').toUpperCase(),
                }),
              }}
              done={() => void navigate({ to: '/start' })}
            />
          </div>
        )}
      </Answer>
    </>
  );
}
