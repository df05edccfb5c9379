-- How often in a row the batch at the cursor has failed, and when it may be tried again.
alter table migration add column failures int not null default 0;
alter table migration add column retry_at timestamptz;
