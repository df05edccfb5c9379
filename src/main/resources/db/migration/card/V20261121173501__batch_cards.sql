-- Whether a card is one that this institution has had issued: its batches lie in one family.
create index card_batch_row_issued on card_batch_row (bucket, card_number) where outcome = 'ISSUED';
