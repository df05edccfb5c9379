-- A temporary card's end; none for the card of somebody whose document is proven.
alter table card add column until timestamptz;
-- The cards of somebody who turned out to be two lie in two families.
create index card_holder on card (resident_id);
create index visit_card_holder on visit_card (resident_id);
create index resolution_person_holder on resolution_person (resident_id);
