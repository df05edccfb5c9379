-- What hangs on a resident is found when they turn out to be somebody else.
create index appointment_holder on appointment (resident_id);
