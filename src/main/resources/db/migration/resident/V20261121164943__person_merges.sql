-- What moved between residents when a merge of persons was taken back: one step for each source record and holder, in
-- the family of the merge, so that taking that back moves exactly those rows again.
create table person_merge_step (
  bucket      int         not null check (bucket between 0 and 4095),
  id          uuid        not null,
  merge_id    uuid        not null,
  record_id   uuid        not null,
  from_holder uuid        not null,
  to_holder   uuid        not null,
  at          timestamptz not null,
  undone_at   timestamptz,
  primary key (bucket, id)
);
create index person_merge_step_open on person_merge_step (bucket, merge_id) where undone_at is null;
