-- end_told: whether it was told that a temporary card's time is over, once for each end.
alter table card add column end_told boolean not null default false;
create index card_ending on card (until) where until is not null and not end_told and status = 'ACTIVE';

-- One living card for each identity it is issued to. A resident keeps the cards of whoever turned out to be the same
-- person, also where chance has put both into one family.
drop index card_live;
create unique index card_live on card (bucket, record_id) where status in ('ACTIVE', 'FROZEN', 'LOST');
