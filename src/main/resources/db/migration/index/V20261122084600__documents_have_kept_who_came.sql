-- Whoever came into a full block of a document was kept before, too. By itself: the migration before locks the table.
update index_block set incomplete = false where is_full and kind = 'document';
