-- The queue: impersonations first, then the likelier doubts by bands of five bits, then the oldest, by id.
create index index_match_order on index_match
  ((case kind when 'IMPERSONATION' then 0 else 1 end), (-coalesce(score, 0) / 5000), id)
  where status in ('OPEN', 'LATER');
drop index index_match_queue;
