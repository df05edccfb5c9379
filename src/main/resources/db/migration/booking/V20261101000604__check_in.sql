create index appointment_resident on appointment (bucket, resident_id);
