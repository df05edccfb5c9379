-- What a back-test found was found by an engine: tried under another, a version is untried. Null: by none that is known, or by
-- two, where a release came in the middle.
alter table index_backtest add column engine text;
