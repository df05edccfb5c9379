-- The scenes that a terminal may name when it scans; null is every one that its institution has.
alter table client add column scenes text[]
  check (scenes is null or (role = 'TERMINAL' and cardinality(scenes) > 0));
