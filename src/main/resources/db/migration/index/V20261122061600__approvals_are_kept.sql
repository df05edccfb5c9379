-- Who has switched a version of the weights on, each time: a fact that nothing overwrites. Beside the version itself only
-- its last approval stands, by which the one in use is known.
create table index_weights_approval (
  bucket          int         not null check (bucket between 0 and 4095),
  version         text        not null,
  approved_at     timestamptz not null,
  approved_by     text        not null,
  tried           text        check (tried in ('used', 'tested', 'untried')),
  follows_release boolean     not null,
  primary key (bucket, version, approved_at),
  foreign key (bucket, version) references index_weights (bucket, version)
);
comment on table index_weights_approval is 'append-only';

-- Of approvals before only the last of each version is known, and not how it was tried. Whoever went back to what is shipped
-- wanted what is shipped.
insert into index_weights_approval (bucket, version, approved_at, approved_by, tried, follows_release)
select bucket, version, approved_at, approved_by, null, proposed_by = 'release'
from index_weights where approved_at is not null;
