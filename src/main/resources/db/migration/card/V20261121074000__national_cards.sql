-- National health cards at the province's card centre. An id can be turned back into the document number by whoever
-- holds the centre's root key, so it rests encrypted and is found by its keyed hash.
create table national_card (
  bucket        int         not null check (bucket between 0 and 4095),
  card_id       uuid        not null,
  id_enc        bytea       not null,
  status        text        not null check (status in ('REGISTERED', 'CLOSING', 'CLOSED')),
  registered_at timestamptz not null,
  closed_at     timestamptz,
  attempts      int         not null default 0,
  due_at        timestamptz,
  primary key (bucket, card_id),
  foreign key (bucket, card_id) references card (bucket, id),
  check ((status = 'CLOSED') = (closed_at is not null)),
  check ((status = 'CLOSING') = (due_at is not null))
);
create index national_card_closing on national_card (due_at) where status = 'CLOSING';

-- From a scanned national id to the card that it names now: bucketed by the hash of the id.
create table national_card_id (
  bucket  int   not null check (bucket between 0 and 4095),
  id_idx  bytea not null,
  card_id uuid  not null,
  primary key (bucket, id_idx)
);

alter table code add column format text not null default 'YIMA' check (format in ('YIMA', 'NATIONAL'));
