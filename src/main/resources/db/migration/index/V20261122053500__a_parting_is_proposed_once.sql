-- The hash of the records that a parting names, in order: the same records of one person are proposed to be parted once
-- at a time, also when two ask at once. A parting's row lies beside the person that it is about. Older proposals have none.
alter table index_merge add column named bytea;
create unique index index_merge_part on index_merge (bucket, target_person, named) where status = 'PROPOSED';
