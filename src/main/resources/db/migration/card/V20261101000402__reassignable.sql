-- What hangs on a record is found when it is given back; a history's states are the states of its table.
create index card_record on card (record_id);
create index visit_card_record on visit_card (record_id);
create index resolution_person_record on resolution_person (record_id);
alter table card_history
  add check (status in ('ACTIVE', 'FROZEN', 'LOST', 'REVOKED', 'REPLACED'));
