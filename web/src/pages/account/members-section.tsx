import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSession } from '../../api/session.ts';
import { useRoleNames } from '../../format/role-names.ts';
import { CommandButtons } from '../../parts/command-buttons.tsx';
import type { CommandField } from '../../parts/command-fields.ts';
import { Instant } from '../../parts/reading.tsx';
import { type Column, RecordTable } from '../../parts/record-table.tsx';
import { Secret } from '../../parts/secret.tsx';
import { Empty, Note, Section } from '../../parts/section.tsx';

export interface Member {
  user_id: string;
  display_name: string;
  roles: string[];
  joined_at: string;
}

/** Who works in the organisation; its administrators invite, give roles and end memberships. */
export function MembersSection({ members, roles }: { members: Member[]; roles: string[] }): ReactNode {
  const { t } = useTranslation('account');
  const roleNames = useRoleNames();
  const administers = useSession()?.roles.includes('admin') ?? false;
  const rolesField = (start: string[]): CommandField => ({
    name: 'roles',
    label: t('organisation.roles'),
    kind: 'several',
    start: start.join(' '),
    choices: roles.map((value) => ({ value, label: roleNames([value]) })),
  });
  return (
    <Section title={t('organisation.members')}>
      {administers && <Invite rolesField={rolesField(roles.slice(0, 1))} />}
      {members.length === 0 ? (
        <Empty title={t('organisation.no_members')} />
      ) : (
        <RecordTable
          caption={t('organisation.members')}
          rows={members}
          keyOf={(member) => member.user_id}
          columns={[...columns(t, roleNames), ...(administers ? [changes(t, rolesField)] : [])]}
        />
      )}
    </Section>
  );
}

type Words = ReturnType<typeof useTranslation>['t'];

function columns(t: Words, roleNames: (roles: string[]) => string): Column<Member>[] {
  return [
    { id: 'name', header: t('organisation.name'), title: true, cell: (member) => member.display_name },
    {
      id: 'joined',
      header: t('organisation.joined'),
      cell: (member) => <Instant at={member.joined_at} day />,
    },
    { id: 'roles', header: t('organisation.roles'), cell: (member) => roleNames(member.roles) },
  ];
}

function changes(t: Words, rolesField: (start: string[]) => CommandField): Column<Member> {
  return {
    id: 'change',
    header: t('members.change'),
    cell: ({ user_id, display_name, roles }) => (
      <CommandButtons
        commands={[
          {
            name: t('members.give_roles'),
            explain: t('members.give_roles_to', { name: display_name }),
            method: 'PUT',
            path: `/organisation/members/${user_id}`,
            fields: [rolesField(roles)],
          },
          {
            name: t('members.remove'),
            explain: t('members.remove_explain', { name: display_name }),
            method: 'DELETE',
            path: `/organisation/members/${user_id}`,
            fields: [],
          },
        ]}
      />
    ),
  };
}

/** Makes an invitation; whoever invites hands the link over, since it opens the door once. */
function Invite({ rolesField }: { rolesField: CommandField }): ReactNode {
  const { t } = useTranslation('account');
  const [made, setMade] = useState<{ token: string; expires_at: string }>();
  return (
    <>
      <CommandButtons
        commands={[
          {
            name: t('members.invite'),
            explain: t('members.invite_explain'),
            method: 'POST',
            path: '/organisation/invitations',
            fields: [{ name: 'email', label: t('sign_in.email'), kind: 'email' }, rolesField],
            answered: setMade,
          },
        ]}
      />
      {made && (
        <Note>
          <p>
            {t('members.link_once')} <Instant at={made.expires_at} />
          </p>
          <Secret label={t('members.link')} text={`${location.origin}/join#${made.token}`} />
        </Note>
      )}
    </>
  );
}
