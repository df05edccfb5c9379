-- Versions of the weights by which records are matched: numbers about elements and levels, and who stands for them. The
-- version that was approved last is in use; none: those that are shipped.
create table index_weights (
  bucket      int         not null check (bucket between 0 and 4095),
  version     text        not null,
  content     text        not null,
  proposed_by text        not null,
  reason      text        not null,
  proposed_at timestamptz not null,
  approved_by text,
  approved_at timestamptz,
  primary key (bucket, version),
  check ((approved_by is null) = (approved_at is null)),
  check (approved_by <> proposed_by)
);
create index index_weights_in_use on index_weights (approved_at) where approved_at is not null;
