-- How far one handler has come is asked for every offline pack, also while another's deliveries pile up.
create index delivery_handler on delivery (handler);
