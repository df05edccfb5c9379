-- Pairs of records that are one person's by themselves, found when either was put: what persons are made of. Beside each of
-- the two. Scores here and below are thousandths of a bit.
create table index_edge (
  bucket      int     not null check (bucket between 0 and 4095),
  record_id   uuid    not null,
  other_id    uuid    not null,
  by_document boolean not null,
  score       int     not null,
  weights     text    not null,
  primary key (bucket, record_id, other_id),
  foreign key (bucket, record_id) references index_record (bucket, id)
);

-- Records of one person that are so for certain: by an equal document or because people said so, never by score. Equal
-- together with the person; null: as all of the person that have none.
alter table index_record add column certain_id uuid;

alter table index_link drop constraint index_link_reason_check;
alter table index_link add constraint index_link_reason_check check (reason in
  ('NEW', 'DOCUMENT', 'SCORE', 'HUMAN', 'CHANGED', 'ROLLED_BACK', 'MERGED', 'UNMERGED'));

-- By what evidence the machine made a step, and under which version of the weights.
create table index_link_score (
  bucket    int  not null check (bucket between 0 and 4095),
  record_id uuid not null,
  step      int  not null,
  other_id  uuid not null,
  score     int  not null,
  weights   text not null,
  primary key (bucket, record_id, step),
  foreign key (bucket, record_id, step) references index_link (bucket, record_id, step)
);
comment on table index_link_score is 'append-only';

-- Why people are asked: the rule that held, the score, and the levels and weights of every element, never a value.
alter table index_match
  add column rule        text,
  add column score       int,
  add column weights     text,
  add column explanation text;
