-- Records that could not be weighed anew, or not with all that stand near them.
alter table index_reevaluation add column skipped int not null default 0;
