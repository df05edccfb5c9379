-- Every change of the list that offline terminals carry, and the states of the list that were given out. A change is in
-- the state that bears its number and in every later one, until the handle's next change or its code's end; so an
-- earlier state can be told again, and a terminal that has it is sent the difference. A change without a number yet is
-- in no state: the next state takes it in.
create table revocation_change (
  bucket      int         not null check (bucket between 0 and 4095),
  handle_hash bytea       not null,
  number      bigint      not null default 9223372036854775807,
  listed      boolean     not null,
  expires_at  timestamptz not null,
  primary key (bucket, handle_hash, number)
);
create index revocation_change_open on revocation_change (bucket) where number = 9223372036854775807;
create index revocation_change_live on revocation_change (expires_at);

create table revocation_state (
  bucket    int         not null check (bucket between 0 and 4095),
  number    bigint      not null,
  key_id    int         not null,
  issued_at timestamptz not null,
  primary key (bucket, number)
);

-- Being a trigger, no writer can forget it.
create function note_revocation() returns trigger language plpgsql as $$
begin
  if tg_op = 'INSERT' then
    insert into revocation_change (bucket, handle_hash, listed, expires_at)
    values (new.bucket, new.handle_hash, true, new.expires_at)
    on conflict (bucket, handle_hash, number) do update set listed = true;
  elsif old.expires_at > now() then
    insert into revocation_change (bucket, handle_hash, listed, expires_at)
    values (old.bucket, old.handle_hash, false, old.expires_at)
    on conflict (bucket, handle_hash, number) do update set listed = false;
  end if;
  return null;
end $$;

create trigger revoked_handle_changed after insert or delete on revoked_handle
  for each row execute function note_revocation();

insert into revocation_change (bucket, handle_hash, listed, expires_at)
select bucket, handle_hash, true, expires_at from revoked_handle;
