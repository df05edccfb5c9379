-- What was answered first, where the answer is made after the command has committed (encrypted).
alter table idempotency add column answer bytea check (answer is null or state = 'DONE');
