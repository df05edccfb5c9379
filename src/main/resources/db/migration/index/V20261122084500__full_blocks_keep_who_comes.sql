-- Who comes into a block that is full is kept beside it in index_block_record, as it was of a document's, so that it is
-- known who is concerned once the block is looked into again, and nobody else need be weighed anew. No more than some are:
-- a block that has turned somebody away is incomplete, and then all are gone through, as before. So are those that are full
-- by now, and those that a server of the release before fills: who came late to them is nowhere. It says nothing of a block
-- that is not full; whoever fills one and keeps who comes, writes that it is not so.
alter table index_block add column incomplete boolean not null default true;

-- The record that is to be decided on anew; null: all are, once more.
alter table index_freed add column record_id uuid;
