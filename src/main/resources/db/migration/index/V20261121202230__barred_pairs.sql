-- Pairs that would link were it not for a rule about that pair, beside each of the two: a record that passes with two persons
-- goes to neither, whichever of the records comes last.
create table index_barred (
  bucket    int  not null check (bucket between 0 and 4095),
  record_id uuid not null,
  other_id  uuid not null,
  primary key (bucket, record_id, other_id),
  foreign key (bucket, record_id) references index_record (bucket, id)
);
