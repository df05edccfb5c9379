-- How far the stored pairs have been weighed anew under a version of the weights. What it moved are the steps whose actor
-- names the version.
create table index_reevaluation (
  bucket     int         not null check (bucket between 0 and 4095),
  version    text        not null,
  status     text        not null check (status in ('RUNNING', 'DONE', 'SUPERSEDED')),
  last_id    uuid,
  records    int         not null,
  moved      int         not null,
  linked     int         not null,
  unlinked   int         not null,
  started_at timestamptz not null,
  done_at    timestamptz,
  primary key (bucket, version),
  check ((status = 'DONE') = (done_at is not null))
);

create index index_link_reevaluated on index_link (actor, record_id, step) where actor like 'weights:%';
