-- Access: accounts, one-time codes, sign-ins, staff, clients, presences. No family: each row's bucket
-- is the hash of its key (an account's of its phone, a staff member's of its login), or drawn.

create table account (
  bucket     int         not null check (bucket between 0 and 4095),
  id         uuid        not null,
  phone_enc  bytea       not null,
  phone_idx  bytea       not null,
  created_at timestamptz not null,
  primary key (bucket, id),
  unique (bucket, phone_idx)
);

create table one_time_code (
  bucket     int         not null check (bucket between 0 and 4095),
  phone_idx  bytea       not null,
  code_hash  bytea       not null,
  sent_at    timestamptz not null,
  expires_at timestamptz not null,
  tries_left int         not null check (tries_left >= 0),
  day_start  timestamptz not null,
  day_count  int         not null,
  primary key (bucket, phone_idx)
);

create table staff (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  login          text        not null,
  password_hash  text        not null,
  totp_enc       bytea       not null,
  totp_last_step bigint      not null default 0,
  role           text        not null
    check (role in ('OPERATOR', 'REVIEWER', 'HOSPITAL_STAFF', 'DOCTOR', 'PHARMACIST')),
  institution    uuid,
  failures       int         not null default 0,
  locked_until   timestamptz,
  created_at     timestamptz not null,
  primary key (bucket, id),
  unique (bucket, login),
  check (institution is not null or role in ('OPERATOR', 'REVIEWER'))
);

create table sign_in (
  bucket       int         not null check (bucket between 0 and 4095),
  id           uuid        not null,
  subject      text        not null,
  role         text        not null,
  institution  uuid,
  refresh_hash bytea       not null,
  used_hash    bytea,
  expires_at   timestamptz not null,
  ended_at     timestamptz,
  created_at   timestamptz not null,
  primary key (bucket, id)
);
create index sign_in_subject on sign_in (subject) where ended_at is null;

create table client (
  bucket      int         not null check (bucket between 0 and 4095),
  id          uuid        not null,
  role        text        not null check (role in ('HOSPITAL', 'TERMINAL', 'PHARMACY', 'INSURER')),
  institution uuid        not null,
  public_key  jsonb       not null,
  ended_at    timestamptz,
  created_at  timestamptz not null,
  primary key (bucket, id)
);

create table client_assertion (
  bucket     int         not null check (bucket between 0 and 4095),
  jti_hash   bytea       not null,
  expires_at timestamptz not null,
  primary key (bucket, jti_hash)
);
create index client_assertion_age on client_assertion (expires_at);

create table presence (
  bucket      int         not null check (bucket between 0 and 4095),
  id          uuid        not null,
  staff       uuid        not null,
  institution uuid        not null,
  -- The resident is named by id alone: no key points at a resident.
  present_id  uuid        not null,
  expires_at  timestamptz not null,
  primary key (bucket, id)
);
