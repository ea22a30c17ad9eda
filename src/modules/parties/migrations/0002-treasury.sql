-- The treasury is an organisation with members of its own.
alter table parties.organisation drop constraint organisation_kind_check, add constraint organisation_kind_check
  check (kind in ('trader', 'institution', 'broker', 'carrier', 'warehouse', 'bank', 'customs', 'statistics', 'ministry',
    'treasury', 'operator'));
alter table parties.member drop constraint member_roles_check, add constraint member_roles_check
  check (cardinality(roles) between 1 and 10
    and roles <@ array['trader', 'institution', 'broker', 'carrier', 'warehouse', 'bank', 'customs', 'statistician',
      'ministry', 'treasurer', 'admin']);
