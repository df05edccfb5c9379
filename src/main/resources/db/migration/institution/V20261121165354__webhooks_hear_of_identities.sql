-- Webhooks that live already hear of persons that are merged and parted, as new ones do.
insert into webhook_place (bucket, webhook_id, feed, after, attempts, due_at)
select bucket, id, 'hospital/ins_' || replace(institution_id::text, '-', '') || '/identities', '', 0, created_at
from webhook where ended_at is null
on conflict do nothing;
