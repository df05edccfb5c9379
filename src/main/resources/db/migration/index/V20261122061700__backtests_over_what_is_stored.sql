-- A back-test may also tell what weighing the index anew would change, of some records evenly of all: how far it is, which
-- links and questions would be others, and which records would go to another person. Nobody has labelled those pairs.
alter table index_backtest drop constraint index_backtest_source_check;
alter table index_backtest add constraint index_backtest_source_check
  check (source in ('DECISIONS', 'UPLOAD', 'STORED'));
alter table index_backtest
  add column last_id    uuid,
  add column of_records bigint,
  add column skipped    int not null default 0;

alter table index_backtest_pair alter column same drop not null;

create table index_backtest_move (
  bucket      int  not null check (bucket between 0 and 4095),
  backtest_id uuid not null,
  record_id   uuid not null,
  from_person uuid not null,
  primary key (bucket, backtest_id, record_id),
  foreign key (bucket, backtest_id) references index_backtest (bucket, id)
);
