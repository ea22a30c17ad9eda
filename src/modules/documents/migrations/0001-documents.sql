
-- Documents of a deal. jws is the record; facts are the same facts, to be looked into by queries.
create table documents.document (
  deal_id uuid not null,
  document_id uuid not null,
  kind text not null check (kind in ('contract', 'commercial_invoice', 'packing_list', 'certificate_of_origin',
    'smgs_note', 'cmr_note', 'certificate_of_conformity', 'phytosanitary_certificate', 'export_declaration',
    'import_declaration')),
  series int not null check (series >= 1),
  number text not null check (length(number) between 3 and 80),
  version int not null check (version >= 1),
  state text not null check (state in ('issued', 'superseded', 'void')),
  facts jsonb not null,
  facts_hash text not null check (facts_hash ~ '^[0-9a-f]{64}$'),
  jws text not null,
  issuer_org_id uuid not null,
  issuer_name text not null,
  issued_at timestamptz not null,
  supersedes uuid,
  reason text check (length(reason) <= 500),
  parties uuid[] not null,
  primary key (deal_id, document_id),
  unique (deal_id, kind, series, version),
  check ((version = 1) = (supersedes is null)),
  check (issuer_org_id = any (parties))
);
-- One version of a document is in force at a time.
create unique index document_in_force on documents.document (deal_id, kind, series) where state = 'issued';
select platform.guard_by_parties('documents.document', 'select, insert, update');

-- What anybody may know of a document whose id they hold: enough to verify it, nothing confidential.
create table documents.register (
  org_id uuid not null,
  document_id uuid not null,
  kind text not null,
  number text not null,
  version int not null,
  issuer_name text not null,
  issued_at timestamptz not null,
  facts_hash text not null,
  state text not null check (state in ('issued', 'superseded', 'void')),
  replaced_by uuid,
  demo boolean not null,
  published boolean not null check (published),
  primary key (org_id, document_id)
);
create index register_document on documents.register (document_id);
select platform.guard_published('documents.register', 'select, insert, update');
