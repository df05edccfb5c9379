-- The operator asks the audit log by who did something and by what was done, newest first.

create index audit_entry_actor on audit_entry (actor, at desc, id desc);
create index audit_entry_action on audit_entry (action, at desc, id desc);
