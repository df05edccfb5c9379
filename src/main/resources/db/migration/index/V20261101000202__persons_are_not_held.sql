-- No foreign key points at a person: what a record is linked to may change, and the rows stay where they are.
alter table index_person_record drop constraint index_person_record_bucket_person_id_fkey;
