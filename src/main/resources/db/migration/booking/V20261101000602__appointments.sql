-- The person's side of an appointment, in the resident's family: the claim that comes first, and
-- the list that the resident sees. A place is null once the row no longer counts towards a limit.
create table resident_appointment (
  bucket           int         not null check (bucket between 0 and 4095),
  appointment_id   uuid        not null,
  resident_id      uuid        not null,
  record_id        uuid        not null,
  session_id       uuid        not null,
  department_id    uuid        not null,
  visit_date       date        not null,
  day_place        int         check (day_place > 0),
  department_place int         check (department_place > 0),
  state            text        not null check (state in ('CLAIMED', 'KEPT', 'RELEASED')),
  lease_until      timestamptz,
  created_at       timestamptz not null,
  primary key (bucket, appointment_id),
  check ((state = 'CLAIMED') = (lease_until is not null)),
  check ((day_place is null) = (department_place is null)),
  check (state <> 'RELEASED' or day_place is null)
);
-- One person, one number per session; and as many places a day, and a day and department, as the
-- limits have numbers: two requests at once can't both get the last one.
create unique index resident_appointment_session
  on resident_appointment (bucket, resident_id, session_id) where day_place is not null;
create unique index resident_appointment_day
  on resident_appointment (bucket, resident_id, visit_date, day_place);
create unique index resident_appointment_department
  on resident_appointment (bucket, resident_id, department_id, visit_date, department_place);
create index resident_appointment_list on resident_appointment (resident_id, appointment_id);
create index resident_appointment_lease on resident_appointment (lease_until)
  where state = 'CLAIMED';

-- How the institution's step of a hold ended. TAKEN is written with the appointment, VOID by
-- whoever gives the person's claim back: the first to write decides, for ever.
create table hold_outcome (
  bucket         int         not null check (bucket between 0 and 4095),
  appointment_id uuid        not null,
  outcome        text        not null check (outcome in ('TAKEN', 'VOID')),
  at             timestamptz not null,
  primary key (bucket, appointment_id)
);
comment on table hold_outcome is 'append-only';

create table appointment (
  bucket          int         not null check (bucket between 0 and 4095),
  id              uuid        not null,
  institution_id  uuid        not null references institution (id),
  session_id      uuid        not null,
  segment_id      uuid        not null,
  resident_id     uuid        not null,
  record_id       uuid        not null,
  claim_bucket    int         not null check (claim_bucket between 0 and 4095),
  status          text        not null check (status in ('HELD', 'AWAITING_CONFIRMATION', 'BOOKED',
                    'CHECKED_IN', 'COMPLETED', 'CANCELLED', 'EXPIRED', 'NO_SHOW', 'STOPPED')),
  fee             bigint      not null check (fee >= 0),
  bill_id         uuid,
  paid            boolean     not null,
  hold_expires_at timestamptz,
  due_at          timestamptz,
  created_at      timestamptz not null,
  changed_at      timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, session_id) references clinic_session (bucket, id),
  foreign key (bucket, segment_id) references segment (bucket, id),
  foreign key (bucket, id) references hold_outcome (bucket, appointment_id),
  check ((fee > 0) = (bill_id is not null)),
  check ((status in ('HELD', 'AWAITING_CONFIRMATION')) = (due_at is not null)),
  check (status <> 'HELD' or hold_expires_at is not null)
);
create index appointment_due on appointment (due_at) where due_at is not null;
create index appointment_session on appointment (bucket, session_id, status);

create table appointment_history (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  appointment_id uuid        not null,
  from_status    text        not null,
  to_status      text        not null,
  cause          text        not null,
  actor          text        not null,
  at             timestamptz not null,
  primary key (bucket, id),
  foreign key (bucket, appointment_id) references appointment (bucket, id)
);
create index appointment_history_of on appointment_history (bucket, appointment_id, id);
comment on table appointment_history is 'append-only';
