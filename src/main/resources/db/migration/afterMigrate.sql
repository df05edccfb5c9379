-- The server's own role: it may do what each table's story allows, and no more. Facts (audit, seals,
-- postings, history) can be added and read, never changed; the schema's owner is another role.
do $$
begin
  if not exists (select 1 from pg_roles where rolname = '${serverRole}') then
    execute format('create role %I login', '${serverRole}');
  end if;
  execute format('alter role %I login password %L', '${serverRole}', '${serverPassword}');
end $$;

grant usage on schema public to "${serverRole}";
grant select, insert, update, delete on all tables in schema public to "${serverRole}";
grant usage on all sequences in schema public to "${serverRole}";

-- Tables of facts carry the comment 'append-only'.
do $$
declare
  fact record;
begin
  for fact in
    select c.oid::regclass as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'public' and c.relkind = 'r' and obj_description(c.oid, 'pg_class') like 'append-only%'
  loop
    execute format('revoke update, delete, truncate on %s from %I', fact.name, '${serverRole}');
  end loop;
end $$;
revoke insert, update, delete on flyway_schema_history from "${serverRole}";
