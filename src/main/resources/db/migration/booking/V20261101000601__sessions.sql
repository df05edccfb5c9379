-- Number sources: a session is a doctor's clinic period, a segment a time slot with its numbers.
create table clinic_session (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  institution_id uuid        not null references institution (id),
  code           text        not null,
  department_id  uuid        not null,
  doctor_id      uuid        not null,
  visit_date     date        not null,
  fee            bigint      not null check (fee >= 0),
  release_at     timestamptz not null,
  cancel_until   timestamptz not null,
  status         text        not null check (status in ('OPEN', 'STOPPED')),
  created_at     timestamptz not null,
  changed_at     timestamptz not null,
  primary key (bucket, id),
  constraint clinic_session_code unique (bucket, institution_id, code),
  foreign key (bucket, department_id) references department (bucket, id),
  foreign key (bucket, doctor_id) references doctor (bucket, id)
);
create index clinic_session_department on clinic_session (bucket, department_id, visit_date);
create index clinic_session_doctor on clinic_session (bucket, doctor_id, visit_date);

-- Never oversold: the number is taken by one statement under taken < capacity, and the check below
-- holds even against a statement that forgot. closed lies here and not only on the session, so that
-- the row lock of that one statement orders it against a stop.
create table segment (
  bucket     int         not null check (bucket between 0 and 4095),
  id         uuid        not null,
  session_id uuid        not null,
  code       text        not null,
  starts_at  timestamptz not null,
  ends_at    timestamptz not null,
  pool       text        not null,
  capacity   int         not null check (capacity >= 0),
  taken      int         not null,
  closed     boolean     not null,
  primary key (bucket, id),
  constraint segment_code unique (bucket, session_id, code),
  foreign key (bucket, session_id) references clinic_session (bucket, id),
  constraint segment_never_oversold check (taken between 0 and capacity),
  check (starts_at < ends_at)
) with (fillfactor = 50);
