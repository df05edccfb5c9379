-- The number of times a lease changed hands. A run under a lease shares a lock on this row while it
-- writes, so that the next holder waits for what is under way and what comes later finds another token.
-- It is a row of its own, because renewing a lease must not wait for its own runs.

create table lease_fence (
  bucket int    not null check (bucket between 0 and 4095),
  name   text   not null,
  token  bigint not null,
  primary key (bucket, name)
);
