-- Two persons become one because two people say so, and become two again at any later time. A merge hangs one person
-- under another; the record's steps name the merge that moved them.
alter table index_link drop constraint index_link_reason_check;
alter table index_link add constraint index_link_reason_check check (reason in
  ('NEW', 'DOCUMENT', 'HUMAN', 'CHANGED', 'ROLLED_BACK', 'MERGED', 'UNMERGED'));
alter table index_link add column merge_id uuid;

-- In the family of the person that goes over. match_id: the doubt whose answer it is.
create table index_merge (
  bucket        int         not null check (bucket between 0 and 4095),
  id            uuid        not null,
  source_person uuid        not null,
  target_person uuid        not null,
  match_id      uuid,
  status        text        not null check (status in
    ('PROPOSED', 'REFUSED', 'MERGING', 'MERGED', 'UNDOING', 'UNDONE')),
  proposer      text        not null,
  reason        text        not null,
  proposed_at   timestamptz not null,
  merged_at     timestamptz,
  primary key (bucket, id)
);
-- A person hangs under one other at most, and is proposed for the same one once.
create unique index index_merge_parent on index_merge (bucket, source_person)
  where status in ('MERGING', 'MERGED');
create unique index index_merge_proposed on index_merge (bucket, source_person, target_person)
  where status = 'PROPOSED';
create index index_merge_children on index_merge (target_person) where status in ('MERGING', 'MERGED');
create index index_merge_listed on index_merge (id);
create index index_merge_unfinished on index_merge (proposed_at) where status in ('MERGING', 'UNDOING');

-- Who did what to it, and why.
create table index_merge_step (
  bucket   int         not null check (bucket between 0 and 4095),
  merge_id uuid        not null,
  step     int         not null,
  action   text        not null check (action in
    ('PROPOSED', 'REFUSED', 'APPROVED', 'UNMERGED', 'REMERGED')),
  actor    text        not null,
  reason   text        not null,
  at       timestamptz not null,
  primary key (bucket, merge_id, step),
  foreign key (bucket, merge_id) references index_merge (bucket, id)
);
comment on table index_merge_step is 'append-only';

-- What taking it back has noted as different people, so that taking that back removes exactly those notes.
create table index_merge_verdict (
  bucket    int  not null check (bucket between 0 and 4095),
  merge_id  uuid not null,
  record_id uuid not null,
  other_id  uuid not null,
  primary key (bucket, merge_id, record_id, other_id),
  foreign key (bucket, merge_id) references index_merge (bucket, id)
);

-- A doubt whose answer joins two persons waits for the second person.
alter table index_match drop constraint index_match_status_check;
alter table index_match add constraint index_match_status_check
  check (status in ('OPEN', 'LATER', 'PROPOSED', 'SAME', 'DIFFERENT'));
alter table index_match add column merge_id uuid;

-- A reviewer takes a doubt up for a while; one that was put off comes back by itself.
alter table index_match add column claimed_by text;
alter table index_match add column claimed_until timestamptz;
alter table index_match add column later_until timestamptz;
-- The queue is read impersonations first, then by age: an id is in the order of time.
drop index index_match_queue;
create index index_match_queue on index_match ((case kind when 'IMPERSONATION' then 0 else 1 end), id)
  where status in ('OPEN', 'LATER');
