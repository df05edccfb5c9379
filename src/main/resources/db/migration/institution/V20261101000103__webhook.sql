-- Webhooks: signed delivery of a hospital's own feeds. The place in each feed moves only when what
-- lies before it was accepted.
create table webhook (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  institution_id uuid        not null references institution (id),
  url            text        not null,
  secret_enc     bytea       not null,
  events         text[]      not null,
  created_at     timestamptz not null,
  ended_at       timestamptz,
  primary key (bucket, id)
);
create index webhook_institution on webhook (bucket, institution_id) where ended_at is null;

create table webhook_place (
  bucket     int         not null check (bucket between 0 and 4095),
  webhook_id uuid        not null,
  feed       text        not null,
  after      text        not null,
  attempts   int         not null,
  due_at     timestamptz not null,
  primary key (bucket, webhook_id, feed),
  foreign key (bucket, webhook_id) references webhook (bucket, id)
);
create index webhook_place_due on webhook_place (due_at);
