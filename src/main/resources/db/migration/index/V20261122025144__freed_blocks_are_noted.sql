-- Blocks that were full and are so no more: who came meanwhile is not in them. Appended by whoever frees one, so that
-- nobody waits for the row of the re-evaluation; taken away by the re-evaluation, which then goes through all once more.
create table index_freed (
  bucket int   not null check (bucket between 0 and 4095),
  id     uuid  not null,
  primary key (bucket, id)
);
