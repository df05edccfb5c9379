-- Handles of codes that are long over are forgotten; this finds them.
create index code_handle_over on code_handle (expires_at);
