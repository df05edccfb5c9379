-- What hospitals publish: departments and doctors, in the institution's family. A doctor's name and
-- title are published facts about a profession and stay readable.
create table department (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  institution_id uuid        not null references institution (id),
  code           text        not null,
  name           text        not null,
  description    text        not null,
  created_at     timestamptz not null,
  changed_at     timestamptz not null,
  primary key (bucket, id),
  constraint department_code unique (bucket, institution_id, code)
);

create table doctor (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  institution_id uuid        not null references institution (id),
  department_id  uuid        not null,
  code           text        not null,
  name           text        not null,
  title          text        not null,
  created_at     timestamptz not null,
  changed_at     timestamptz not null,
  primary key (bucket, id),
  constraint doctor_code unique (bucket, institution_id, code),
  foreign key (bucket, department_id) references department (bucket, id)
);
create index doctor_department on doctor (bucket, department_id, id);
