-- A phone that now signs its owner in to an account which another phone, or a counter, founded. It goes before
-- the account that the phone itself would found.
create table account_phone (
  bucket     int         not null check (bucket between 0 and 4095),
  phone_idx  bytea       not null,
  account_id uuid        not null,
  since      timestamptz not null,
  primary key (bucket, phone_idx)
);
