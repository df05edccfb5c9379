-- Owners who are still to be told that their card was shown in an emergency: written with what the
-- counter scanned, told afterwards. Whom it is about is the resolution's to say.
create table emergency_alert (
  bucket        int         not null check (bucket between 0 and 4095),
  resolution_id uuid        not null,
  status        text        not null check (status in ('DUE', 'TOLD', 'GIVEN_UP')),
  attempts      int         not null default 0,
  due_at        timestamptz not null,
  primary key (bucket, resolution_id),
  foreign key (bucket, resolution_id) references resolution (bucket, id)
);
create index emergency_alert_due on emergency_alert (due_at) where status = 'DUE';
