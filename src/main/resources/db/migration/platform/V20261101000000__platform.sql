-- Platform: idempotency claims, outbox and feeds, audit and its seal, leases.
-- Every table's first key column is bucket (0-4095), the distribution key when the database is spread.

create table lease (
  bucket     int         not null check (bucket between 0 and 4095),
  name       text        not null,
  holder     uuid        not null,
  expires_at timestamptz not null,
  primary key (bucket, name)
);

create table idempotency (
  bucket      int         not null check (bucket between 0 and 4095),
  scope       bytea       not null,
  fields      jsonb       not null,
  aggregate   text        not null,
  state       text        not null default 'CLAIMED' check (state in ('CLAIMED', 'DONE', 'REFUSED')),
  reply       bytea,
  lease_until timestamptz not null,
  created_at  timestamptz not null default now(),
  primary key (bucket, scope),
  check ((state = 'CLAIMED') = (reply is null))
);
create index idempotency_age on idempotency (created_at);

create table outbox (
  bucket     int         not null check (bucket between 0 and 4095),
  id         uuid        not null,
  type       text        not null,
  subject    text        not null,
  payload    jsonb       not null,
  feeds      text[]      not null,
  created_at timestamptz not null,
  relayed    boolean     not null default false,
  primary key (bucket, id)
);
create index outbox_waiting on outbox (created_at, id) where not relayed;

create table feed_head (
  bucket   int    not null check (bucket between 0 and 4095),
  feed     text   not null,
  position bigint not null,
  primary key (bucket, feed)
);

create table feed_entry (
  bucket     int         not null check (bucket between 0 and 4095),
  feed       text        not null,
  position   bigint      not null,
  event_id   uuid        not null,
  type       text        not null,
  subject    text        not null,
  payload    jsonb       not null,
  created_at timestamptz not null,
  primary key (bucket, feed, position),
  unique (bucket, feed, event_id)
);

create table delivery (
  bucket   int         not null check (bucket between 0 and 4095),
  event_id uuid        not null,
  handler  text        not null,
  attempts int         not null default 0,
  due_at   timestamptz not null,
  primary key (bucket, event_id, handler),
  foreign key (bucket, event_id) references outbox (bucket, id)
);
create index delivery_due on delivery (due_at);

create table audit_entry (
  bucket      int         not null check (bucket between 0 and 4095),
  id          uuid        not null,
  at          timestamptz not null,
  actor       text        not null,
  action      text        not null,
  subject     text        not null,
  institution text        not null,
  detail      jsonb       not null,
  primary key (bucket, id)
);
create index audit_entry_subject on audit_entry (bucket, subject, at);
create index audit_entry_at on audit_entry (at);

create table seal_queue (
  bucket int  not null check (bucket between 0 and 4095),
  chain  text not null,
  row_id uuid not null,
  primary key (bucket, chain, row_id)
);

create table seal_head (
  bucket   int    not null check (bucket between 0 and 4095),
  chain    text   not null,
  position bigint not null,
  hash     bytea  not null,
  primary key (bucket, chain)
);

create table seal (
  bucket     int         not null check (bucket between 0 and 4095),
  chain      text        not null,
  position   bigint      not null,
  row_id     uuid        not null,
  row_hash   bytea       not null,
  chain_hash bytea       not null,
  sealed_at  timestamptz not null,
  primary key (bucket, chain, position),
  unique (bucket, chain, row_id)
);

-- A reference table: one row a day over all chains.
create table seal_anchor (
  day         date        primary key,
  heads       bigint      not null,
  hash        bytea       not null,
  anchored_at timestamptz not null
);

-- Queues a new row for sealing; the argument is the chain's name. Being a trigger, no writer can forget it.
create function enqueue_for_seal() returns trigger language plpgsql as $$
begin
  insert into seal_queue (bucket, chain, row_id) values (new.bucket, tg_argv[0], new.id);
  return null;
end $$;

create trigger audit_entry_sealed after insert on audit_entry
  for each row execute function enqueue_for_seal('audit');

comment on table audit_entry is 'append-only';
comment on table seal is 'append-only';
comment on table seal_anchor is 'append-only';
comment on table feed_entry is 'append-only';
