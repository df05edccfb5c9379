-- Residents: real-name identities, their checks, and who may act for whom.

-- A document number has one resident: the claim, bucketed by the number's keyed hash, is written first.
create table resident_document (
  bucket       int         not null check (bucket between 0 and 4095),
  document_idx bytea       not null,
  holder       uuid        not null,
  claimed_by   uuid        not null,
  claimed_at   timestamptz not null,
  primary key (bucket, document_idx)
);

-- Founds the resident's family. account_id: who signs in as this person; none for a child.
create table resident (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  record_id      uuid        not null,
  account_id     uuid,
  name_enc       bytea       not null,
  id_type        text        not null,
  id_number_enc  bytea       not null,
  document_idx   bytea       not null,
  phone_enc      bytea       not null,
  birth_date_enc bytea,
  sex_enc        bytea,
  verification   text        not null check (verification in ('VERIFIED', 'PENDING', 'REFUSED')),
  version        int         not null default 0,
  created_at     timestamptz not null,
  primary key (bucket, id)
);

-- Each question put to the register: written before it is asked, completed by its outcome.
create table identity_check (
  bucket       int         not null check (bucket between 0 and 4095),
  id           uuid        not null,
  account_id   uuid        not null,
  document_idx bytea       not null,
  elements     int         not null check (elements in (2, 3)),
  state        text        not null check (state in ('ASKED', 'MATCH', 'MISMATCH', 'NOT_FOUND', 'DECLINED', 'UNKNOWN')),
  asked_at     timestamptz not null,
  answered_at  timestamptz,
  primary key (bucket, id)
);
create index identity_check_account on identity_check (bucket, account_id, asked_at);

-- Who may act for a resident: lives in the resident's family.
create table proxy (
  bucket       int         not null check (bucket between 0 and 4095),
  id           uuid        not null,
  resident_id  uuid        not null,
  record_id    uuid        not null,
  account_id   uuid        not null,
  relation     text        not null check (relation in ('CHILD', 'PARENT', 'SPOUSE', 'OTHER')),
  status       text        not null check (status in ('PENDING', 'ACCEPTED', 'REFUSED', 'ENDED')),
  requested_at timestamptz not null,
  decided_at   timestamptz,
  ends_at      timestamptz,
  primary key (bucket, id)
);
create unique index proxy_open on proxy (bucket, resident_id, account_id) where status in ('PENDING', 'ACCEPTED');

create table proxy_history (
  bucket   int         not null check (bucket between 0 and 4095),
  id       uuid        not null,
  proxy_id uuid        not null,
  status   text        not null,
  actor    text        not null,
  at       timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, proxy_id) references proxy (bucket, id)
);
comment on table proxy_history is 'append-only';

-- A wish to act for somebody, kept whether that person is a resident or not. Bucketed by the document's
-- keyed hash, so that it is found when that document becomes a resident.
create table proxy_request (
  bucket       int         not null check (bucket between 0 and 4095),
  document_idx bytea       not null,
  account_id   uuid        not null,
  id           uuid        not null,
  name_enc     bytea       not null,
  relation     text        not null check (relation in ('CHILD', 'PARENT', 'SPOUSE', 'OTHER')),
  status       text        not null check (status in ('WAITING', 'DELIVERED', 'WITHDRAWN')),
  requested_at timestamptz not null,
  primary key (bucket, document_idx, account_id),
  unique (bucket, id)
);
create index proxy_request_account on proxy_request (account_id);

-- Projection: the residents an account may act for, listed without asking every family. The truth is
-- resident.account_id and proxy.
create table account_resident (
  bucket      int         not null check (bucket between 0 and 4095),
  account_id  uuid        not null,
  resident_id uuid        not null,
  record_id   uuid        not null,
  relation    text        not null check (relation in ('SELF', 'CHILD', 'PARENT', 'SPOUSE', 'OTHER')),
  proxy_id    uuid,
  since       timestamptz not null,
  primary key (bucket, account_id, resident_id)
);
create unique index account_resident_self on account_resident (bucket, account_id) where relation = 'SELF';

-- Which rows each reassignment moved, so that exactly those can be moved back.
create table reassignment (
  bucket        int         not null check (bucket between 0 and 4095),
  step          uuid        not null,
  moved_table   text        not null,
  moved_row     uuid        not null,
  from_holder   uuid        not null,
  to_holder     uuid        not null,
  why           text        not null,
  moved_at      timestamptz not null,
  primary key (bucket, step, moved_table, moved_row)
);
comment on table reassignment is 'append-only';
