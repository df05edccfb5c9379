-- Every state column lists its values; a bill can be given to its owner after an un-merge.
alter table leg add constraint leg_state_check check (state in
  ('PLANNED', 'REQUESTED', 'AWAITING_PAYER', 'UNKNOWN', 'SUCCEEDED', 'CLAIMING', 'CLAIMED',
   'CLAIM_REFUSED', 'DECLINED', 'CLOSING', 'CLOSED', 'RETURNING', 'RETURN_BLOCKED', 'RETURNED'));

-- An insurance leg may bear nothing and is settled all the same: it counts for the deductible.
alter table leg drop constraint leg_amount_check;
alter table leg add constraint leg_amount_check
  check (amount > 0 or (amount = 0 and kind = 'INSURANCE'));

-- States of bills, payments and refunds together: the table tells of all three.
alter table payment_history add constraint payment_history_status_check check (status in
  ('OPEN', 'PAYING', 'PAID', 'PARTLY_REFUNDED', 'REFUNDED', 'CANCELLED', 'TAKEN_BACK',
   'PENDING', 'PROCESSING', 'FAILED', 'CANCELLING', 'REFUNDING',
   'AWAITING_AUTHORISATION', 'AWAITING_CONFIRMATION', 'DONE'));

alter table bill add constraint bill_institution_fk
  foreign key (institution_id) references institution (id);

-- Whose a bill was before and after each step of giving back.
create table bill_owner (
  bucket        int         not null check (bucket between 0 and 4095),
  bill_id       uuid        not null,
  step_id       uuid        not null,
  direction     text        not null check (direction in ('APPLY', 'UNDO')),
  from_resident uuid        not null,
  to_resident   uuid        not null,
  why           text        not null,
  at            timestamptz not null,
  primary key (bucket, bill_id, step_id, direction),
  foreign key (bucket, bill_id) references bill (bucket, id)
);
create index bill_owner_step on bill_owner (step_id);
comment on table bill_owner is 'append-only';
