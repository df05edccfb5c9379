-- Dynamic national codes of other applications that a terminal has asked the card centre about, by the hash of the
-- whole text: asking spends them there, so whose the question was is written down before it is put.
create table national_claim (
  bucket      int         not null check (bucket between 0 and 4095),
  code_hash   bytea       not null,
  terminal_id uuid        not null,
  state       text        not null check (state in ('ASKED', 'LOST', 'ANSWERED')),
  asks        int         not null check (asks > 0),
  asked_at    timestamptz not null,
  expires_at  timestamptz not null,
  primary key (bucket, code_hash)
);
create index national_claim_over on national_claim (expires_at);
