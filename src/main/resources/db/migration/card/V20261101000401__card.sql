-- Health cards, their codes and instruments, and what counters scanned.

-- A card number is one card's everywhere.
create table card_number (
  bucket  int  not null check (bucket between 0 and 4095),
  number  text not null,
  card_id uuid not null,
  primary key (bucket, number)
);

create table card (
  bucket      int         not null check (bucket between 0 and 4095),
  id          uuid        not null,
  resident_id uuid        not null,
  record_id   uuid        not null,
  number      text        not null,
  status      text        not null check (status in ('ACTIVE', 'FROZEN', 'LOST', 'REVOKED', 'REPLACED')),
  version     int         not null,
  issued_at   timestamptz not null,
  primary key (bucket, id)
);
create unique index card_live on card (bucket, resident_id) where status in ('ACTIVE', 'FROZEN', 'LOST');
create index card_resident on card (bucket, resident_id, issued_at);

create table card_history (
  bucket  int         not null check (bucket between 0 and 4095),
  card_id uuid        not null,
  version int         not null,
  action  text        not null,
  status  text        not null,
  actor   text        not null,
  at      timestamptz not null,
  primary key (bucket, card_id, version),
  foreign key (bucket, card_id) references card (bucket, id)
);
comment on table card_history is 'append-only';

-- text_enc: the code as drawn, for its owner while it lives; blanked soon after it has expired.
create table code (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  card_id        uuid        not null,
  kind           text        not null check (kind in ('DYNAMIC', 'STATIC')),
  ahead          boolean     not null,
  handle_hash    bytea       not null,
  text_enc       bytea,
  not_before     timestamptz not null,
  expires_at     timestamptz not null,
  invalidated_at timestamptz,
  primary key (bucket, id),
  foreign key (bucket, card_id) references card (bucket, id)
);
create index code_card on code (bucket, card_id, expires_at);
create index code_over on code (expires_at) where text_enc is not null;

-- From a scanned code to its card: bucketed by the SHA-256 of the code's handle. It carries the one
-- terminal that may show the code and the one payment it may make.
create table code_handle (
  bucket      int         not null check (bucket between 0 and 4095),
  handle_hash bytea       not null,
  code_id     uuid        not null,
  card_id     uuid        not null,
  expires_at  timestamptz not null,
  terminal_id uuid,
  paid_by     uuid,
  paid_at     timestamptz,
  primary key (bucket, handle_hash),
  check ((paid_by is null) = (paid_at is null))
);

-- Handles that offline terminals must refuse before their codes expire.
create table revoked_handle (
  bucket      int         not null check (bucket between 0 and 4095),
  handle_hash bytea       not null,
  card_id     uuid        not null,
  expires_at  timestamptz not null,
  revoked_at  timestamptz not null,
  primary key (bucket, handle_hash)
);
create index revoked_handle_live on revoked_handle (expires_at);

create table card_use (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  card_id        uuid        not null,
  institution_id uuid        not null,
  terminal       text        not null,
  scene          text        not null,
  kind           text        not null,
  outcome        text        not null,
  at             timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, card_id) references card (bucket, id)
);
create index card_use_card on card_use (bucket, card_id, id);
comment on table card_use is 'append-only';

create table instrument (
  bucket        int         not null check (bucket between 0 and 4095),
  id            uuid        not null,
  card_id       uuid        not null,
  type          text        not null check (type in ('WECHAT', 'ALIPAY', 'UNIONPAY', 'BANK_CARD', 'MEDICAL_INSURANCE',
                                                     'SOCIAL_SECURITY', 'COMMERCIAL_POLICY', 'ECNY')),
  status        text        not null check (status in ('PENDING', 'ACTIVE', 'REMOVED')),
  reference_enc bytea       not null,
  reference_idx bytea       not null,
  insurer_id    uuid,
  rank          int         not null,
  version       int         not null default 0,
  bound_at      timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, card_id) references card (bucket, id)
);
create unique index instrument_once on instrument (bucket, card_id, type, reference_idx) where status <> 'REMOVED';

-- A hospital's visit card that its owner has taken into the app. record_id is the hospital's record.
create table visit_card (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  resident_id    uuid        not null,
  record_id      uuid        not null,
  institution_id uuid        not null,
  status         text        not null check (status in ('BOUND', 'RETIRED')),
  bound_at       timestamptz not null,
  primary key (bucket, id),
  unique (bucket, resident_id, record_id)
);

-- What a counter scanned, in its institution's family. token_enc: a wallet's payment code or an insurance
-- token, kept until it is used or for a minute.
create table resolution (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  institution_id uuid        not null,
  terminal       text        not null,
  scene          text        not null,
  kind           text        not null,
  allowed        text[]      not null,
  token_enc      bytea,
  handle_hash    bytea,
  expires_at     timestamptz not null,
  created_at     timestamptz not null,
  primary key (bucket, id)
);
create index resolution_token on resolution (expires_at) where token_enc is not null;

create table resolution_person (
  bucket        int  not null check (bucket between 0 and 4095),
  resolution_id uuid not null,
  resident_id   uuid,
  record_id     uuid not null,
  primary key (bucket, resolution_id),
  foreign key (bucket, resolution_id) references resolution (bucket, id)
);
