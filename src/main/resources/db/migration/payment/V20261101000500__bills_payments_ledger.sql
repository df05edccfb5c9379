-- Bills, plans, payments with their legs, the ledger, refunds. One family: the rows of a bill and of
-- everything that pays it share the bucket of (institution, visit).

create table bill (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  institution_id uuid        not null,
  external_id    text,
  payable_kind   text        not null,
  payable_id     text        not null,
  resident_id    uuid        not null,
  record_id      uuid        not null,
  title          text        not null,
  visit_id       text        not null,
  insurance      jsonb,
  version        int         not null check (version >= 1),
  total          bigint      not null check (total > 0),
  refunded       bigint      not null default 0 check (refunded between 0 and total),
  status         text        not null check (status in
    ('OPEN', 'PAYING', 'PAID', 'PARTLY_REFUNDED', 'REFUNDED', 'CANCELLED', 'TAKEN_BACK')),
  payment_id     uuid,
  pay_before     timestamptz,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  primary key (bucket, id),
  unique (bucket, payable_kind, payable_id)
);
create index bill_resident on bill (resident_id, created_at desc);

-- What was asked for in each version; a hospital amends by adding a version.
create table bill_version (
  bucket  int         not null check (bucket between 0 and 4095),
  bill_id uuid        not null,
  version int         not null,
  total   bigint      not null check (total > 0),
  why     text        not null,
  at      timestamptz not null,
  primary key (bucket, bill_id, version),
  foreign key (bucket, bill_id) references bill (bucket, id)
);
comment on table bill_version is 'append-only';

create table bill_line (
  bucket          int           not null check (bucket between 0 and 4095),
  bill_id         uuid          not null,
  version         int           not null,
  line_no         int           not null check (line_no >= 1),
  code            text          not null,
  name            text          not null,
  insurance_class text          not null,
  quantity        numeric(18,4) not null,
  unit_price      numeric(18,6) not null,
  amount          bigint        not null check (amount >= 0),
  primary key (bucket, bill_id, version, line_no),
  foreign key (bucket, bill_id, version) references bill_version (bucket, bill_id, version)
);
comment on table bill_line is 'append-only';

-- The hospital's word that a line was not carried out: a refund begins here.
create table line_release (
  bucket  int         not null check (bucket between 0 and 4095),
  bill_id uuid        not null,
  line_no int         not null,
  at      timestamptz not null,
  primary key (bucket, bill_id, line_no),
  foreign key (bucket, bill_id) references bill (bucket, id)
);
comment on table line_release is 'append-only';

-- What each bill, payment and refund went through.
create table payment_history (
  bucket  int         not null check (bucket between 0 and 4095),
  id      uuid        not null,
  subject text        not null,
  status  text        not null,
  why     text        not null,
  at      timestamptz not null,
  primary key (bucket, id)
);
create index payment_history_subject on payment_history (bucket, subject, id);
comment on table payment_history is 'append-only';

-- Natural keys that are unique everywhere: bucketed by the key's own hash.
create table bill_claim (
  bucket         int  not null check (bucket between 0 and 4095),
  institution_id uuid not null,
  external_id    text not null,
  bill_id        uuid not null,
  primary key (bucket, institution_id, external_id)
);

create table channel_number (
  bucket  int  not null check (bucket between 0 and 4095),
  channel text not null,
  number  text not null,
  subject text not null,
  primary key (bucket, channel, number)
);

create table refund (
  bucket       int         not null check (bucket between 0 and 4095),
  id           uuid        not null,
  bill_id      uuid        not null,
  payment_id   uuid        not null,
  plan_id      uuid,
  status       text        not null check (status in
    ('AWAITING_AUTHORISATION', 'AWAITING_CONFIRMATION', 'PROCESSING', 'DONE', 'FAILED')),
  whole        boolean     not null,
  amount       bigint      not null check (amount > 0),
  reason       text        not null,
  failure      text,
  created_at   timestamptz not null,
  updated_at   timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, bill_id) references bill (bucket, id)
);
create index refund_payment on refund (bucket, payment_id);
-- One refund of a payment at a time: each is planned against what stands.
create unique index refund_running on refund (bucket, payment_id)
  where status in ('AWAITING_AUTHORISATION', 'AWAITING_CONFIRMATION', 'PROCESSING');

create table refund_line (
  bucket    int    not null check (bucket between 0 and 4095),
  refund_id uuid   not null,
  line_no   int    not null,
  amount    bigint not null check (amount > 0),
  primary key (bucket, refund_id, line_no),
  foreign key (bucket, refund_id) references refund (bucket, id)
);
comment on table refund_line is 'append-only';

create table plan (
  bucket        int         not null check (bucket between 0 and 4095),
  id            uuid        not null,
  bill_id       uuid        not null,
  bill_version  int         not null,
  refund_id     uuid,
  payer_account uuid        not null,
  status        text        not null check (status in ('OPEN', 'USED', 'CLOSED')),
  document      jsonb       not null,
  context_enc   bytea,
  created_at    timestamptz not null,
  expires_at    timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, bill_id) references bill (bucket, id)
);
create index plan_open on plan (expires_at) where status = 'OPEN';

create table payment (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  bill_id        uuid        not null,
  bill_version   int         not null,
  plan_id        uuid        not null,
  refund_id      uuid,
  institution_id uuid        not null,
  payer_account  uuid        not null,
  total          bigint      not null check (total > 0),
  course         text        not null check (course in
    ('PAY', 'UNDO', 'STAND', 'PREPARE', 'ABANDON', 'REPLACE', 'TRIM', 'RETURN', 'CLOSED')),
  status         text        not null check (status in
    ('PENDING', 'PROCESSING', 'PAID', 'FAILED', 'CANCELLING', 'CANCELLED', 'REFUNDING',
     'PARTLY_REFUNDED', 'REFUNDED')),
  why            text        not null default '',
  document       jsonb       not null,
  pay_by         timestamptz not null,
  version        int         not null default 1,
  due_at         timestamptz,
  lease_until    timestamptz,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, bill_id) references bill (bucket, id),
  foreign key (bucket, plan_id) references plan (bucket, id)
);
create index payment_due on payment (due_at) where due_at is not null;
create index payment_bill on payment (bucket, bill_id);
create index payment_payer on payment (payer_account, created_at desc);
-- At most one payment of a bill goes forward or stands; one that is being undone may lie beside it
-- (a wallet that reports a success of a payment long over).
create unique index payment_standing on payment (bucket, bill_id) where course not in ('UNDO', 'CLOSED');

create table leg (
  bucket      int         not null check (bucket between 0 and 4095),
  id          uuid        not null,
  payment_id  uuid        not null,
  kind        text        not null check (kind in ('WALLET', 'INSURANCE', 'COMMERCIAL')),
  round       int         not null check (round >= 0),
  amount      bigint      not null check (amount > 0),
  state       text        not null,
  document    jsonb       not null,
  context_enc bytea,
  updated_at  timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, payment_id) references payment (bucket, id)
);
create index leg_payment on leg (bucket, payment_id);

-- Every call that leaves the house: the row commits before the call, its outcome after it.
create table leg_attempt (
  bucket      int         not null check (bucket between 0 and 4095),
  id          uuid        not null,
  subject     text        not null,
  operation   text        not null,
  number      text        not null,
  outcome     text check (outcome in ('SUCCEEDED', 'PENDING', 'DECLINED', 'UNKNOWN')),
  code        text,
  asked_at    timestamptz not null,
  answered_at timestamptz,
  primary key (bucket, id)
);
create index leg_attempt_subject on leg_attempt (bucket, subject, id);

-- The ledger. A row is a whole double entry, so it balances by construction; nobody may change one.
create table posting (
  bucket     int         not null check (bucket between 0 and 4095),
  id         uuid        not null,
  payment_id uuid        not null,
  leg_id     uuid        not null,
  kind       text        not null,
  debit      text        not null,
  credit     text        not null,
  amount     bigint      not null check (amount > 0),
  at         timestamptz not null,
  primary key (bucket, id),
  check (debit <> credit),
  foreign key (bucket, payment_id) references payment (bucket, id)
);
create index posting_debit on posting (bucket, debit);
create index posting_credit on posting (bucket, credit);
comment on table posting is 'append-only';
create trigger posting_sealed after insert on posting
  for each row execute function enqueue_for_seal('posting');
