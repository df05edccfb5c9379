-- A hospital's webhooks follow its feed of refund requests as well, those that were made before too:
-- what is older than a webhook is never delivered to it.
insert into webhook_place (bucket, webhook_id, feed, after, attempts, due_at)
select bucket, webhook_id, regexp_replace(feed, '/settlements$', '/refund-requests'), '', 0, now()
from webhook_place where feed like 'hospital/%/settlements'
on conflict do nothing;
