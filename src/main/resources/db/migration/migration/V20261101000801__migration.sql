-- Visit-card migrations: in the hospital's family (the institution's bucket).
-- Files rest encrypted in chunks; every row of a file ends in migration_row or in migration_quarantine.

create table migration (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  institution_id uuid        not null references institution (id),
  title          text        not null,
  domain         text        not null,
  mapping        jsonb       not null,
  status         text        not null check (status in ('DRAFT', 'UPLOADED', 'PROFILED', 'DRY_RUN', 'APPROVED', 'RUNNING',
                   'PAUSED', 'REVIEWING', 'DUAL_RUNNING', 'RETIRED', 'ROLLED_BACK', 'FAILED')),
  task           text        check (task in ('PROFILE', 'DRY_RUN', 'RUN', 'RETIRE', 'ROLL_BACK')),
  round          int         not null default 0,
  cursor_file    text        not null default '',
  cursor_offset  bigint      not null default 0,
  cursor_line    bigint      not null default 0,
  rows_read      bigint      not null default 0,
  stored         bigint      not null default 0,
  linked         bigint      not null default 0,
  review         bigint      not null default 0,
  quarantined    bigint      not null default 0,
  profile        jsonb       not null default '{}',
  failure        text,
  created_at     timestamptz not null,
  primary key (bucket, id),
  check (rows_read = stored + quarantined)
);
create index migration_working on migration (created_at) where task is not null;

create table migration_file (
  bucket       int         not null check (bucket between 0 and 4095),
  migration_id uuid        not null,
  file         text        not null,
  size         bigint      not null,
  total        bigint      not null,
  sha256       bytea,
  encoding     text,
  columns      jsonb,
  width        int,
  changed_at   timestamptz not null,
  primary key (bucket, migration_id, file),
  foreign key (bucket, migration_id) references migration (bucket, id)
);

create table migration_chunk (
  bucket       int    not null check (bucket between 0 and 4095),
  migration_id uuid   not null,
  file         text   not null,
  position     bigint not null,
  length       int    not null,
  id           uuid   not null,
  content_enc  bytea  not null,
  primary key (bucket, migration_id, file, position),
  foreign key (bucket, migration_id, file) references migration_file (bucket, migration_id, file)
);

create table migration_row (
  bucket       int     not null check (bucket between 0 and 4095),
  migration_id uuid    not null,
  phase        text    not null check (phase in ('DRY_RUN', 'RUN')),
  file         text    not null,
  line         bigint  not null,
  id           uuid    not null,
  card_idx     bytea   not null,
  patient_idx  bytea,
  document_idx bytea,
  name_idx     bytea,
  content_enc  bytea,
  record_id    uuid,
  made         boolean not null,
  notes        text[]  not null,
  primary key (bucket, migration_id, phase, file, line),
  unique (bucket, migration_id, phase, card_idx),
  foreign key (bucket, migration_id) references migration (bucket, id)
);
create index migration_row_patient on migration_row (bucket, migration_id, phase, patient_idx);
create index migration_row_document on migration_row (bucket, migration_id, phase, document_idx);

create table migration_quarantine (
  bucket       int    not null check (bucket between 0 and 4095),
  migration_id uuid   not null,
  phase        text   not null check (phase in ('PROFILE', 'DRY_RUN', 'RUN')),
  file         text   not null,
  line         bigint not null,
  id           uuid   not null,
  reason       text   not null,
  fields_enc   bytea  not null,
  repaired_at  timestamptz,
  primary key (bucket, migration_id, phase, file, line),
  foreign key (bucket, migration_id) references migration (bucket, id)
);

-- What a hospital owes the owners of its cards, by kind and as of a time. It never moves to anybody else.
create table visit_card_balance (
  bucket       int         not null check (bucket between 0 and 4095),
  migration_id uuid        not null,
  file         text        not null,
  line         bigint      not null,
  record_id    uuid        not null,
  kind         text        not null
    check (kind in ('CASH', 'PERSONAL_ACCOUNT', 'RELIEF', 'DEPOSIT', 'DEBT', 'FROZEN', 'UNNAMED')),
  amount       bigint      not null,
  as_of        timestamptz not null,
  recorded_at  timestamptz not null,
  primary key (bucket, migration_id, file, line),
  foreign key (bucket, migration_id) references migration (bucket, id)
);
comment on table visit_card_balance is 'append-only';

-- Running totals of the task at hand, the same rows added up.
create table migration_total (
  bucket       int    not null check (bucket between 0 and 4095),
  migration_id uuid   not null,
  part         text   not null check (part in ('STORED', 'QUARANTINED')),
  kind         text   not null,
  row_count    bigint not null,
  total        bigint not null,
  primary key (bucket, migration_id, part, kind),
  foreign key (bucket, migration_id) references migration (bucket, id)
);

create table migration_approval (
  bucket       int         not null check (bucket between 0 and 4095),
  migration_id uuid        not null,
  stage        text        not null check (stage in ('RUN', 'CUT_OVER')),
  round        int         not null,
  reviewer     uuid        not null,
  decision     text        not null check (decision in ('APPROVE', 'REFUSE')),
  reason       text        not null,
  at           timestamptz not null,
  primary key (bucket, migration_id, stage, round, reviewer),
  foreign key (bucket, migration_id) references migration (bucket, id)
);
comment on table migration_approval is 'append-only';
