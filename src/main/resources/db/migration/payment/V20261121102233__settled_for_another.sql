-- A bill that was settled for one person and turns out to be another's stays where it is: the step of
-- giving back that found it so is remembered, and somebody has to act.
alter table bill_owner drop constraint bill_owner_direction_check;
alter table bill_owner add constraint bill_owner_direction_check
  check (direction in ('APPLY', 'HELD', 'UNDO'));

alter table payment_attention drop constraint payment_attention_reason_check;
alter table payment_attention add constraint payment_attention_reason_check check (reason in
  ('SETTLEMENT_NOT_REVERSED', 'VISIT_NOT_REVOKED', 'SETTLED_FOR_ANOTHER', 'CASH_NOT_RETURNED',
   'GUARANTEE_NOT_RETURNED', 'CLAIM_REFUSED', 'OUTCOME_UNKNOWN'));
