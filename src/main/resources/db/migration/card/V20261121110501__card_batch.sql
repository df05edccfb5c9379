-- Cards that an institution asks for, many at once, in its family; a row is a person.
create table card_batch (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  institution_id uuid        not null references institution (id),
  client_id      uuid        not null,
  created_at     timestamptz not null,
  primary key (bucket, id)
);

-- input_enc: what the institution sent, sealed, until the row is settled and no longer.
create table card_batch_row (
  bucket      int         not null check (bucket between 0 and 4095),
  batch_id    uuid        not null,
  row_no      int         not null,
  input_enc   bytea,
  outcome     text        not null check (outcome in ('WAITING', 'ISSUED', 'ALREADY', 'REFUSED')),
  reason      text,
  card_number text,
  attempts    int         not null default 0,
  due_at      timestamptz not null,
  primary key (bucket, batch_id, row_no),
  foreign key (bucket, batch_id) references card_batch (bucket, id)
);
create index card_batch_row_due on card_batch_row (due_at) where outcome = 'WAITING';
