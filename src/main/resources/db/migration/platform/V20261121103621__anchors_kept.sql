-- What was anchored is kept, so that an anchor can be computed again and a chain compared with it. A
-- head has a row for each anchor before which it had moved. Anchors of before have none: kept is false.
alter table seal_anchor add column kept boolean not null default false;

create table seal_anchor_head (
  bucket   int    not null check (bucket between 0 and 4095),
  chain    text   not null,
  day      date   not null,
  position bigint not null,
  hash     bytea  not null,
  primary key (bucket, chain, day),
  foreign key (day) references seal_anchor (day)
);
create index seal_anchor_head_position on seal_anchor_head (bucket, chain, position);
comment on table seal_anchor_head is 'append-only';

alter table seal_finding drop constraint seal_finding_fault_check;
alter table seal_finding add constraint seal_finding_fault_check check (fault in
  ('ROW_CHANGED', 'ROW_MISSING', 'CHAIN_BROKEN', 'HEAD_DIFFERS', 'ANCHOR_DIFFERS'));
