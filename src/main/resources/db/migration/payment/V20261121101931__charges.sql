-- Bills that terminals charged by a resolved code. The code's claim is in the card's own tables; it, the
-- charge and the payment are written by one transaction. Without a payment the owner has to begin it.
create table charge (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  institution_id uuid        not null references institution (id),
  terminal       text        not null,
  resolution_id  uuid        not null,
  bill_id        uuid        not null,
  payment_id     uuid,
  reversed_at    timestamptz,
  created_at     timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, bill_id) references bill (bucket, id),
  foreign key (bucket, payment_id) references payment (bucket, id),
  check (payment_id is null or reversed_at is null)
);
create index charge_bill on charge (bucket, bill_id);
create unique index charge_payment on charge (bucket, payment_id) where payment_id is not null;
