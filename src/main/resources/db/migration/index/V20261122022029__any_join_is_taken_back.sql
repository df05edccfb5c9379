-- Not only what two people have joined is taken back: what one reviewer's answer has joined (ANSWER), what the
-- machine has (PART, proposed by naming the records), and what has left by itself while rows hang on it (LEFT).
alter table index_merge add column kind text not null default 'MERGE'
  check (kind in ('MERGE', 'ANSWER', 'PART', 'LEFT'));
alter table index_merge drop constraint index_merge_status_check;
alter table index_merge add constraint index_merge_status_check check (status in
  ('PROPOSED', 'REFUSED', 'MERGING', 'MERGED', 'UNDOING', 'UNDONE', 'LEFT', 'RETURNING'));
-- How many lots of rows there are of which nothing tells whose they are; null until somebody has looked.
alter table index_merge add column unclear int;
create index index_merge_unclear on index_merge (id) where unclear > 0;
create index index_merge_left on index_merge (proposed_at) where status = 'LEFT' and unclear is null;
drop index index_merge_unfinished;
create index index_merge_unfinished on index_merge (proposed_at)
  where status in ('MERGING', 'UNDOING', 'RETURNING');

-- The records that a parting names, or that have left the resident whose own record is the holder's.
create table index_merge_record (
  bucket    int  not null check (bucket between 0 and 4095),
  merge_id  uuid not null,
  record_id uuid not null,
  holder_id uuid,
  primary key (bucket, merge_id, record_id),
  foreign key (bucket, merge_id) references index_merge (bucket, id)
);
create index index_merge_record_left on index_merge_record (record_id) where holder_id is not null;
