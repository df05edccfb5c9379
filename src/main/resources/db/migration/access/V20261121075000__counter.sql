-- A person at a counter may be no resident yet, and may have no phone; ID readers prove what they read.

alter table presence alter column present_id drop not null;
-- The keyed hash of the document that was read; of a presence that an earlier version opened, none.
alter table presence add column document_idx bytea not null default '';

-- An account made at a counter: nobody signs in with it until a phone is proved.
alter table account alter column phone_enc drop not null;
alter table account alter column phone_idx drop not null;

create table id_reader (
  bucket      int         not null check (bucket between 0 and 4095),
  id          uuid        not null,
  institution uuid        not null,
  label       text        not null,
  public_key  jsonb       not null,
  ended_at    timestamptz,
  created_at  timestamptz not null,
  primary key (bucket, id)
);

-- Each reading proves a person's presence once.
create table card_read (
  bucket     int         not null check (bucket between 0 and 4095),
  read_hash  bytea       not null,
  expires_at timestamptz not null,
  primary key (bucket, read_hash)
);
create index card_read_age on card_read (expires_at);
