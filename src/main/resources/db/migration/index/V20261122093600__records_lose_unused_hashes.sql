-- By these records were looked for before there were blocks. Nothing reads or writes them any more, and a hash of a
-- personal value that serves nobody should not be kept.
alter table index_record drop column document_idx, drop column phone_idx, drop column name_idx;
