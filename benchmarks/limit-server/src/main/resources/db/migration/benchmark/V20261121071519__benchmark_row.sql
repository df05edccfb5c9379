-- One row per call of the limit that benchmarks compare with. No deployment has this table.
create table benchmark_row (
  bucket     int         not null check (bucket between 0 and 4095),
  id         uuid        not null,
  caller     text        not null,
  note       text        not null,
  created_at timestamptz not null,
  primary key (bucket, id)
);
