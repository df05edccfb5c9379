-- A back-test that cannot come to an end says why, and holds up none that was asked for after it.
alter table index_backtest
  add column failure text,
  drop constraint index_backtest_status_check,
  add constraint index_backtest_status_check
    check (status in ('AWAITING_PAIRS', 'RUNNING', 'DONE', 'FAILED')),
  add constraint index_backtest_failure_check check ((status = 'FAILED') = (failure is not null));
