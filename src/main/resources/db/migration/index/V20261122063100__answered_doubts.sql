-- A doubt whose two records are one by now, certainly or by a link of their own: it is noted, so that the queue does not walk
-- it at each look, and forgotten as soon as either moves or what made them one is gone.
alter table index_match add column answered boolean not null default false;
create index index_match_answered on index_match (record_id) where answered;
create index index_match_answered_other on index_match (other_id) where answered;
drop index index_match_order;
create index index_match_order on index_match
  ((case kind when 'IMPERSONATION' then 0 else 1 end), (-coalesce(score, 0) / 5000), id)
  where status in ('OPEN', 'LATER') and not answered;
