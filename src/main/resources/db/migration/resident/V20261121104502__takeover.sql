-- Somebody proves by their face who they are, and so that an account is theirs: asked for, then settled once.
create table takeover (
  bucket        int         not null check (bucket between 0 and 4095),
  id            uuid        not null,
  account_id    uuid        not null,
  document_idx  bytea       not null,
  name_enc      bytea       not null,
  id_type       text        not null,
  id_number_enc bytea       not null,
  status        text        not null check (status in ('OPEN', 'DONE', 'REFUSED')),
  asked_at      timestamptz not null,
  ended_at      timestamptz,
  primary key (bucket, id)
);
create index takeover_account on takeover (bucket, account_id, asked_at);

-- The phone that an account has left is told. It rests here until it has been, and no longer.
create table phone_left (
  bucket    int         not null check (bucket between 0 and 4095),
  id        uuid        not null,
  holder    uuid        not null,
  phone_enc bytea,
  status    text        not null check (status in ('DUE', 'TOLD', 'GIVEN_UP')),
  attempts  int         not null default 0,
  due_at    timestamptz not null,
  left_at   timestamptz not null,
  primary key (bucket, id)
);
create index phone_left_due on phone_left (due_at) where status = 'DUE';
