-- A visit that a plan registers at the bureau: written before the call, taken back when nothing uses it.
create table bureau_visit (
  bucket         int         not null check (bucket between 0 and 4095),
  plan_id        uuid        not null,
  institution_id uuid        not null references institution (id),
  leg_id         uuid,
  state          text        not null check (state in
    ('REGISTERING', 'STANDS', 'TAKING_BACK', 'CANCELLING', 'REVOKED', 'ABSENT')),
  facts_enc      bytea,
  asked          text        not null default '',
  blocked        boolean     not null default false,
  tries          int         not null default 0,
  due_at         timestamptz,
  created_at     timestamptz not null,
  updated_at     timestamptz not null,
  primary key (bucket, plan_id),
  foreign key (bucket, leg_id) references leg (bucket, id)
);
create index bureau_visit_due on bureau_visit (due_at) where due_at is not null;
create index bureau_visit_leg on bureau_visit (bucket, leg_id) where leg_id is not null;
