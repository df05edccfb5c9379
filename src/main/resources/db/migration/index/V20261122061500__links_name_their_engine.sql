-- Besides the weights a link follows from what a release brings: its rules, how it normalises, how often values are met
-- in the population, and what the operator lists as nobody's. All of it together is an engine, named by a hash. Servers
-- note theirs, so that what is stored is weighed anew when another takes over, and every link names its own.
create table index_engine (
  bucket        int         not null check (bucket between 0 and 4095),
  id            text        not null,
  frequencies   text        not null,
  first_seen_at timestamptz not null,
  seen_at       timestamptz not null,
  primary key (bucket, id)
);

-- How often values are met, as weighed by: of a synthetic population, nobody's data. Kept for as long as a link may name them.
create table index_frequencies (
  bucket  int         not null check (bucket between 0 and 4095),
  version text        not null,
  content text        not null,
  kept_at timestamptz not null,
  primary key (bucket, version)
);
comment on table index_frequencies is 'append-only';

-- Null: of a time when no engine was noted. What was weighed by none that is known is weighed anew.
alter table index_reevaluation add column engine text;
alter table index_edge add column engine text;
alter table index_link_score add column engine text;
