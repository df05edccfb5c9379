-- A block's row holds the records that stand in it: a look into a block reads one row, and a put writes one where it wrote
-- two. index_block_record keeps what stood there before, and whoever comes into a full block all the same (a document's).
alter table index_block add column records uuid[] not null default '{}';

-- Hashes that nobody looks anything up by: a record is found by its number and by its blocks.
comment on column index_record.document_idx is 'not written any more';
comment on column index_record.phone_idx is 'not written any more';
comment on column index_record.name_idx is 'not written any more';
