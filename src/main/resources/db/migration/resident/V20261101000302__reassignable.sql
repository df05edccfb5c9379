-- What hangs on a record is found when it is given back; a history's states are the states of its table.
create index proxy_record on proxy (record_id);
create index account_resident_record on account_resident (record_id);
alter table proxy_history
  add check (status in ('PENDING', 'ACCEPTED', 'REFUSED', 'ENDED'));
