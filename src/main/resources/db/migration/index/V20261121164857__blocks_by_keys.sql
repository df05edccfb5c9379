-- Blocks are of every key of the engine now, not of documents alone: what records that may be one person's agree in.
-- A block counts its records; one that is full is looked into no more. A record remembers the keys that it stands in, so
-- that it leaves exactly those; null until it has been put into them.
alter table index_block
  add column kind    text,
  add column members int     not null default 0,
  add column is_full boolean not null default false;
create index index_block_full on index_block (kind) where is_full;

alter table index_record add column blocks bytea[];
create index index_record_without_blocks on index_record (bucket, id) where blocks is null and status <> 'WITHDRAWN';
