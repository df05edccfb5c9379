-- A guardian's proof, seen at a counter; and when an agent's right was ended, for the pause before it may be
-- asked for again.
alter table proxy add column proof_type text check (proof_type in ('BIRTH_CERTIFICATE', 'HOUSEHOLD_REGISTER'));
alter table proxy add column proof_enc bytea;
alter table proxy_request add column ended_at timestamptz;
