-- Refunds that wait for their residents, by how long: the job that ends them reads nothing else.
create index refund_waiting on refund (updated_at)
  where status in ('AWAITING_AUTHORISATION', 'AWAITING_CONFIRMATION');
