-- A settlement whose shares do not add up is reversed by its number, and is somebody's to explain.
alter table payment_attention drop constraint payment_attention_reason_check;
alter table payment_attention add constraint payment_attention_reason_check check (reason in
  ('SETTLEMENT_NOT_REVERSED', 'SETTLEMENT_UNBOOKABLE', 'VISIT_NOT_REVOKED', 'SETTLED_FOR_ANOTHER',
   'CASH_NOT_RETURNED', 'GUARANTEE_NOT_RETURNED', 'CLAIM_REFUSED', 'OUTCOME_UNKNOWN'));
