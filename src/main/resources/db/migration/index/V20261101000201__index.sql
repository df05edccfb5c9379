-- Index: source records as institutions gave them, the persons they are linked to, how candidates are found, and doubts.
-- A record's bucket comes from the hash of domain and number; its versions, links and patient numbers live beside it.

create table index_record (
  bucket            int         not null check (bucket between 0 and 4095),
  id                uuid        not null,
  domain            text        not null,
  number_idx        bytea       not null,
  number_enc        bytea       not null,
  content_enc       bytea       not null,
  document_idx      bytea,
  phone_idx         bytea,
  name_idx          bytea,
  document_verified boolean     not null,
  status            text        not null check (status in ('FOUND', 'RETIRED', 'WITHDRAWN')),
  person_id         uuid        not null,
  version           int         not null,
  links             int         not null,
  created_at        timestamptz not null,
  primary key (bucket, id),
  unique (bucket, domain, number_idx)
);

create table index_record_version (
  bucket      int         not null check (bucket between 0 and 4095),
  record_id   uuid        not null,
  version     int         not null,
  content_enc bytea       not null,
  recorded_at timestamptz not null,
  primary key (bucket, record_id, version),
  foreign key (bucket, record_id) references index_record (bucket, id)
);
comment on table index_record_version is 'append-only';

-- Every step of a record from person to person; the current one is index_record.person_id.
create table index_link (
  bucket      int         not null check (bucket between 0 and 4095),
  record_id   uuid        not null,
  step        int         not null,
  from_person uuid,
  to_person   uuid        not null,
  reason      text        not null
    check (reason in ('NEW', 'DOCUMENT', 'HUMAN', 'CHANGED', 'ROLLED_BACK')),
  actor       text        not null,
  at          timestamptz not null,
  primary key (bucket, record_id, step),
  foreign key (bucket, record_id) references index_record (bucket, id)
);
comment on table index_link is 'append-only';

-- An institution's own patient numbers for the person of a record.
create table index_patient (
  bucket      int         not null check (bucket between 0 and 4095),
  record_id   uuid        not null,
  domain      text        not null,
  patient_idx bytea       not null,
  patient_enc bytea       not null,
  created_at  timestamptz not null,
  primary key (bucket, record_id, domain, patient_idx),
  foreign key (bucket, record_id) references index_record (bucket, id)
);

-- The same, found by number: bucket by the hash of domain and number.
create table index_patient_record (
  bucket      int   not null check (bucket between 0 and 4095),
  domain      text  not null,
  patient_idx bytea not null,
  record_id   uuid  not null,
  primary key (bucket, domain, patient_idx, record_id)
);

create table index_person (
  bucket     int         not null check (bucket between 0 and 4095),
  id         uuid        not null,
  created_at timestamptz not null,
  primary key (bucket, id)
);

-- A projection of the current links, by person.
create table index_person_record (
  bucket    int  not null check (bucket between 0 and 4095),
  person_id uuid not null,
  record_id uuid not null,
  primary key (bucket, person_id, record_id),
  foreign key (bucket, person_id) references index_person (bucket, id)
);

-- Blocks: what records that may be the same person have in common, here a document's hash. The row
-- of a block is what two writers of the same document wait for each other on.
create table index_block (
  bucket int   not null check (bucket between 0 and 4095),
  key    bytea not null,
  primary key (bucket, key)
);

create table index_block_record (
  bucket    int   not null check (bucket between 0 and 4095),
  key       bytea not null,
  record_id uuid  not null,
  primary key (bucket, key, record_id),
  foreign key (bucket, key) references index_block (bucket, key)
);

-- Doubts for people to decide; beside the record that raised them.
create table index_match (
  bucket     int         not null check (bucket between 0 and 4095),
  id         uuid        not null,
  record_id  uuid        not null,
  other_id   uuid        not null,
  kind       text        not null check (kind in ('IMPERSONATION', 'DOUBT')),
  differs    text        not null,
  status     text        not null check (status in ('OPEN', 'LATER', 'SAME', 'DIFFERENT')),
  version    int         not null,
  created_at timestamptz not null,
  primary key (bucket, id),
  unique (bucket, record_id, other_id),
  foreign key (bucket, record_id) references index_record (bucket, id)
);
create index index_match_waiting on index_match (created_at, id) where status in ('OPEN', 'LATER');

create table index_match_decision (
  bucket   int         not null check (bucket between 0 and 4095),
  match_id uuid        not null,
  step     int         not null,
  decision text        not null check (decision in ('SAME', 'DIFFERENT', 'LATER')),
  actor    text        not null,
  reason   text        not null,
  at       timestamptz not null,
  primary key (bucket, match_id, step),
  foreign key (bucket, match_id) references index_match (bucket, id)
);
comment on table index_match_decision is 'append-only';

-- What people have decided about a pair, for either order of it: beside each of the two records.
create table index_verdict (
  bucket    int  not null check (bucket between 0 and 4095),
  record_id uuid not null,
  other_id  uuid not null,
  verdict   text not null check (verdict in ('SAME', 'DIFFERENT')),
  primary key (bucket, record_id, other_id),
  foreign key (bucket, record_id) references index_record (bucket, id)
);
