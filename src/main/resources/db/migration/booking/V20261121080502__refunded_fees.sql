-- What of a fee has gone back, at the hospital's wish or because a refund could not be settled anew.
alter table appointment add column fee_refunded bigint not null default 0
  check (fee_refunded between 0 and fee);
