-- A record stands in eleven blocks, and one class writes them under their blocks' locks: looking each of them up again for a
-- foreign key is work without a finding, most of all where a million records come at once.
alter table index_block_record drop constraint index_block_record_bucket_key_fkey;
