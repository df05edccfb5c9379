-- People without a document: made at a counter by staff, for a stated time, until a document tells who they are.
-- temporary_by: the institution that made the identity and alone goes on with it. merged_into: the resident that
-- the person turned out to have already; from then on nobody acts for this row.
alter table resident drop constraint resident_verification_check;
alter table resident add constraint resident_verification_check
  check (verification in ('VERIFIED', 'PENDING', 'REFUSED', 'TEMPORARY'));
alter table resident add column temporary_kind text
  check (temporary_kind in ('NEWBORN', 'UNCONSCIOUS', 'UNDOCUMENTED'));
alter table resident add column temporary_until timestamptz;
alter table resident add column temporary_by uuid references institution (id);
alter table resident add column merged_into uuid;

-- Who somebody was taken for, step by step: what stood before each change, sealed.
create table identity_step (
  bucket        int         not null check (bucket between 0 and 4095),
  id            uuid        not null,
  holder        uuid        not null,
  action        text        not null check (action in
    ('MADE', 'EXTENDED', 'UPGRADED', 'EXCHANGED', 'MERGED', 'UNMERGED')),
  name_enc      bytea       not null,
  id_type       text        not null,
  id_number_enc bytea       not null,
  actor         text        not null,
  at            timestamptz not null,
  primary key (bucket, id)
);
create index identity_step_holder on identity_step (bucket, holder);
comment on table identity_step is 'append-only';

-- Two residents are one person: in the family of the one that goes over.
create table resident_merge (
  bucket      int         not null check (bucket between 0 and 4095),
  id          uuid        not null,
  from_holder uuid        not null,
  into_holder uuid        not null,
  status      text        not null check (status in ('MERGING', 'MERGED', 'UNDOING', 'UNDONE')),
  actor       text        not null,
  made_at     timestamptz not null,
  primary key (bucket, id)
);
create index resident_merge_open on resident_merge (made_at) where status in ('MERGING', 'UNDOING');

-- The steps that moved its rows, one for each source record, so that exactly those move back.
create table resident_merge_step (
  bucket    int         not null check (bucket between 0 and 4095),
  id        uuid        not null,
  merge_id  uuid        not null,
  record_id uuid        not null,
  at        timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, merge_id) references resident_merge (bucket, id)
);
comment on table resident_merge_step is 'append-only';

-- What hangs on a resident is found when they turn out to be somebody else.
create index account_resident_holder on account_resident (resident_id);
create index proxy_holder on proxy (resident_id);
