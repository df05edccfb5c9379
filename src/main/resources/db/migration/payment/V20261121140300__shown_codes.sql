-- Whoever shows a wallet's code before a terminal pays without an account.
alter table plan alter column payer_account drop not null;
alter table payment alter column payer_account drop not null;
