-- Until whatever ran at that transaction has ended: what is not committed yet may have been weighed by the version before.
alter table index_reevaluation add column waits_for xid8;
