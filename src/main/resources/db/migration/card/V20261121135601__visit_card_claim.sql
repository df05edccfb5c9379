-- How a visit card was proved to be its owner's: by the equal document that the list of one's cards goes by, or by what
-- a claim has shown.
alter table visit_card add column proof text not null default 'DOCUMENT'
  check (proof in ('DOCUMENT', 'OTP_ON_FILE', 'FACE', 'COUNTER'));

-- Somebody says that a visit card under another document is theirs. number_idx, number_enc: the card as they gave it.
-- Looked for once the claim has been answered: target_record, the hospital's record, where there is one that can be
-- theirs; phone_enc, the phone that was sent a code, or for a card that is nobody's a text that is no phone; face_request,
-- face_page, the register's comparison and its page. Rows live for two days.
create table visit_card_claim (
  bucket         int         not null check (bucket between 0 and 4095),
  id             uuid        not null,
  resident_id    uuid        not null,
  record_id      uuid        not null,
  institution_id uuid        not null,
  number_idx     bytea       not null,
  number_enc     bytea       not null,
  proof          text        not null check (proof in ('OTP_ON_FILE', 'FACE')),
  status         text        not null check (status in ('OPEN', 'DONE', 'REFUSED')),
  target_record  uuid,
  phone_enc      bytea,
  face_request   uuid,
  face_page      text,
  asked_at       timestamptz not null,
  primary key (bucket, id)
);
create index visit_card_claim_asked on visit_card_claim (bucket, resident_id, asked_at);
create index visit_card_claim_holder on visit_card_claim (resident_id);
create index visit_card_claim_record on visit_card_claim (record_id);
create index visit_card_claim_old on visit_card_claim (asked_at);
