-- How far each chain of seals has been compared with the rows it seals, and what was found wrong.

create table seal_check (
  bucket          int         not null check (bucket between 0 and 4095),
  chain           text        not null,
  -- Where the present round stands: the last position compared and the chain's hash there.
  position        bigint      not null,
  hash            bytea       not null,
  faults          bigint      not null,
  -- When the present round began, and when the last finished one did.
  round_at        timestamptz not null,
  finished_at     timestamptz,
  -- The end of the chain when a round last found nothing: a chain that is wound back shows against it.
  proven_position bigint      not null,
  proven_hash     bytea       not null,
  due_at          timestamptz not null,
  primary key (bucket, chain)
);
create index seal_check_due on seal_check (due_at);

create table seal_finding (
  bucket        int         not null check (bucket between 0 and 4095),
  chain         text        not null,
  position      bigint      not null,
  fault         text        not null
    check (fault in ('ROW_CHANGED', 'ROW_MISSING', 'CHAIN_BROKEN', 'HEAD_DIFFERS')),
  first_seen_at timestamptz not null,
  last_seen_at  timestamptz not null,
  primary key (bucket, chain, position, fault)
);
