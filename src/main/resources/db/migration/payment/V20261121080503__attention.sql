-- Payments that do not end by themselves: why, who has to act, and since when.
create table payment_attention (
  bucket         int         not null check (bucket between 0 and 4095),
  subject        text        not null,
  reason         text        not null check (reason in
    ('SETTLEMENT_NOT_REVERSED', 'VISIT_NOT_REVOKED', 'CASH_NOT_RETURNED', 'GUARANTEE_NOT_RETURNED',
     'CLAIM_REFUSED', 'OUTCOME_UNKNOWN')),
  owner          text        not null check (owner in
    ('HOSPITAL_INSURANCE', 'HOSPITAL_FINANCE', 'INSURER', 'OPERATOR')),
  payment_id     uuid,
  institution_id uuid        not null references institution (id),
  since          timestamptz not null,
  ended_at       timestamptz,
  primary key (bucket, subject, reason, since),
  foreign key (bucket, payment_id) references payment (bucket, id)
);
create unique index payment_attention_once on payment_attention (bucket, subject, reason)
  where ended_at is null;
create index payment_attention_open on payment_attention (since desc) where ended_at is null;
