-- What operators look at every few seconds is little, however much was sold.
create index payment_refused on revenue.payment (created_at) where state = 'refused';
create index refund_odd on revenue.refund (created_at) where state in ('waiting', 'refused');
