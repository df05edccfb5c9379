-- Failed sign-ins of staff by login, known or not, so that a lock tells nobody which logins exist.
create table staff_try (
  bucket       int         not null check (bucket between 0 and 4095),
  login_idx    bytea       not null,
  failures     int         not null check (failures >= 0),
  locked_until timestamptz,
  tried_at     timestamptz not null,
  primary key (bucket, login_idx)
);
create index staff_try_age on staff_try (tried_at);

-- These stay for a server of the version before; nothing reads them any more.
comment on column staff.failures is 'superseded by staff_try';
comment on column staff.locked_until is 'superseded by staff_try';
