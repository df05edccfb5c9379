-- Values that stand on records of implausibly many names, or are a day of birth far above all others: perhaps what a desk types
-- to get on. Found by going by the blocks, which count their records, and by looking at some records. No row tells its value.
create table index_suspect (
  bucket     int         not null check (bucket between 0 and 4095),
  key        bytea       not null,
  kind       text        not null check (kind in ('document', 'phone', 'insurance', 'birth')),
  records    int         not null,
  names      int,
  record_ids uuid[]      not null,
  found_at   timestamptz not null,
  seen_at    timestamptz not null,
  primary key (bucket, key)
);

-- How far that is: one row. A walk begins about once a day.
create table index_suspect_walk (
  bucket      int         not null check (bucket between 0 and 4095),
  begun_at    timestamptz not null,
  last_bucket int         not null default -1,
  last_key    bytea       not null default '',
  done        boolean     not null default false,
  primary key (bucket)
);
