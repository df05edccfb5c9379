-- The queue is read newest first, by id, which is in the order of time.
create index index_match_queue on index_match (id) where status in ('OPEN', 'LATER');
