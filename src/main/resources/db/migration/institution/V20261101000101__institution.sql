-- Institutions: a reference table (no bucket), small, copied to every node when the database is spread.
-- Nothing in it is personal or secret: keys are public halves.
create table institution (
  id              uuid        primary key,
  kind            text        not null check (kind in ('HOSPITAL', 'PHARMACY', 'INSURER')),
  name            text        not null,
  code            text        not null,
  domain          text,
  wechat_sub_mchid text,
  fixmedins_code  text,
  admdvs          text,
  endpoint        text,
  response_key_id text,
  response_key    jsonb,
  created_at      timestamptz not null,
  constraint institution_code unique (code),
  constraint institution_domain unique (domain),
  check ((response_key is null) = (response_key_id is null)),
  check (not response_key ? 'd')
);
create index institution_kind on institution (kind, id);
