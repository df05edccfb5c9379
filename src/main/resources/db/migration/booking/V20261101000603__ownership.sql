alter table appointment_history add constraint appointment_history_from check (from_status in ('',
  'HELD', 'AWAITING_CONFIRMATION', 'BOOKED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'EXPIRED',
  'NO_SHOW', 'STOPPED'));
alter table appointment_history add constraint appointment_history_to check (to_status in (
  'HELD', 'AWAITING_CONFIRMATION', 'BOOKED', 'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'EXPIRED',
  'NO_SHOW', 'STOPPED'));

-- What was given to another resident after an un-merge, and what was taken back. A row of either
-- table keeps its bucket and id for life, so the part tells which of the two was moved.
create table appointment_owner (
  bucket         int         not null check (bucket between 0 and 4095),
  appointment_id uuid        not null,
  part           text        not null check (part in ('APPOINTMENT', 'PERSON')),
  step_id        uuid        not null,
  direction      text        not null check (direction in ('APPLY', 'UNDO')),
  from_resident  uuid        not null,
  to_resident    uuid        not null,
  why            text        not null,
  at             timestamptz not null,
  primary key (bucket, appointment_id, part, step_id, direction)
);
create index appointment_owner_step on appointment_owner (step_id);
comment on table appointment_owner is 'append-only';

create index appointment_record on appointment (record_id, resident_id);
create index resident_appointment_record on resident_appointment (record_id, resident_id);
