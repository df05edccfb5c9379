-- Back-tests of weights and thresholds: labelled pairs, which name records and never what they say, and what two versions
-- make of each. Thresholds and scores are thousandths of a bit.
create table index_backtest (
  bucket   int         not null check (bucket between 0 and 4095),
  id       uuid        not null,
  version  text        not null,
  against  text        not null,
  link     int,
  review   int,
  source   text        not null check (source in ('DECISIONS', 'UPLOAD')),
  status   text        not null check (status in ('AWAITING_PAIRS', 'RUNNING', 'DONE')),
  asked_by text        not null,
  asked_at timestamptz not null,
  pairs    int         not null,
  judged   int         not null,
  outcome  text,
  done_at  timestamptz,
  primary key (bucket, id),
  check ((status = 'DONE') = (outcome is not null and done_at is not null))
);
create index index_backtest_running on index_backtest (id) where status = 'RUNNING';

create table index_backtest_pair (
  bucket       int     not null check (bucket between 0 and 4095),
  backtest_id  uuid    not null,
  pair         int     not null,
  record_id    uuid    not null,
  other_id     uuid    not null,
  same         boolean not null,
  before       text,
  after        text,
  score_before int,
  score_after  int,
  primary key (bucket, backtest_id, pair),
  foreign key (bucket, backtest_id) references index_backtest (bucket, id)
);
