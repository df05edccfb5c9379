-- A resident's wish for a refund, in the resident's own words (encrypted); the hospital answers.
create table refund_request (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  payment_id     uuid        not null,
  bill_id        uuid        not null,
  institution_id uuid        not null references institution (id),
  lines          int[]       not null check (cardinality(lines) > 0),
  reason_enc     bytea       not null,
  status         text        not null check (status in ('OPEN', 'ANSWERED', 'DECLINED')),
  refund_id      uuid,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, payment_id) references payment (bucket, id),
  foreign key (bucket, bill_id) references bill (bucket, id)
);
create unique index refund_request_open on refund_request (bucket, payment_id) where status = 'OPEN';
create index refund_request_payment on refund_request (bucket, payment_id);
