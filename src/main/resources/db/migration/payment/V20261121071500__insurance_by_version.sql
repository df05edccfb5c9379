-- A hospital may amend how a bill is insured (a diagnosis that came later), so each version keeps it.
alter table bill_version add column insurance jsonb;
update bill_version v set insurance = b.insurance
from bill b where b.bucket = v.bucket and b.id = v.bill_id;
