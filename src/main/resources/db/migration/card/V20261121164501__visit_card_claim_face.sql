-- The register's page is a door to somebody's comparison: it rests sealed like the phone. A claim lives for ten
-- minutes, so nothing is carried over.
alter table visit_card_claim add column face_page_enc bytea;
alter table visit_card_claim drop column face_page;
