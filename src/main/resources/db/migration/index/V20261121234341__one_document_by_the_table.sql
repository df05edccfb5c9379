-- What one document under two writings means is the engine's table to say from now on: what is stored is weighed anew.
update index_reevaluation
set status = 'RUNNING', last_id = null, records = 0, moved = 0, linked = 0, unlinked = 0, skipped = 0, waits_for = null,
    started_at = now(), done_at = null
where (bucket, version) = (
  select bucket, version from index_reevaluation order by started_at desc, version limit 1);
