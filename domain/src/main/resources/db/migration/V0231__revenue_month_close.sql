-- The use of a key is counted per business: a month is closed in each of them.
drop function platform.process_uses(text, text);
create function platform.process_uses(wanted_slug text, wanted_kind text, wanted_key text) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*) from platform.process p
  where p.tenant_slug = wanted_slug and p.kind = wanted_kind
    and (p.business_key = wanted_key
      or (p.business_key operator(pg_catalog.~>=~) (wanted_key || '.')
        and p.business_key operator(pg_catalog.~<~) (wanted_key || '/')))
$$;
revoke execute on function platform.process_uses(text, text, text) from public;
grant execute on function platform.process_uses(text, text, text) to ${app};

-- Reading the ledger by time of effect. What was effective before "until" and recorded before "xid" is a set that only grows with
-- either, and never changes again: the difference of two of them is what a statement shows, however late something was recorded.
create index transaction_effective on ledger.transaction (tenant_id, effective_at, xid);

-- What every account got in the caller's book between two such sets.
create function ledger.movements(from_xid bigint, from_until timestamptz, to_xid bigint, to_until timestamptz) returns table (
  type text, may_overdraw boolean, tenant_id uuid, owner text, currency text, lines bigint, minor numeric)
language sql stable security definer set search_path = '' as $$
  with shown as materialized (
    select t.tenant_id, t.id from ledger.transaction t
    where t.tenant_id = nullif(current_setting('spaces.tenant', true), '')::uuid
      and t.effective_at >= from_until and t.effective_at < to_until and t.xid < to_xid
    union all
    select t.tenant_id, t.id from ledger.transaction t
    where t.tenant_id = nullif(current_setting('spaces.tenant', true), '')::uuid
      and t.effective_at < from_until and t.xid >= from_xid and t.xid < to_xid
  ), moved as (
    select p.account_id, count(*) as lines, sum(p.minor) as minor
    from shown s join ledger.posting p on p.tenant_id = s.tenant_id and p.transaction_id = s.id
    group by p.account_id
  )
  select a.type, a.may_overdraw, a.tenant_id, a.owner, a.currency, m.lines, m.minor
  from moved m join ledger.account a on a.id = m.account_id
$$;

-- The lines of one account in a book between two such sets, in the order of their effect, after a line the caller has. Who owns the
-- account sees its lines in the books of others, but not what these write about their own customers.
create function ledger.statement(
  book uuid, wanted_type text, wanted_tenant uuid, wanted_owner text, wanted_currency text,
  from_xid bigint, from_until timestamptz, to_xid bigint, to_until timestamptz,
  after_at timestamptz, after_id uuid, after_line integer, at_most integer)
returns table (
  id uuid, key text, transaction_kind text, effective_at timestamptz, recorded_at timestamptz, memo text,
  line smallint, minor bigint, kind text, available_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select t.id, case when own.book then t.key end, t.kind, t.effective_at, t.recorded_at, case when own.book then t.memo end,
    p.line, p.minor, p.kind, p.available_at
  from (select book = nullif(current_setting('spaces.tenant', true), '')::uuid as book) own
  join ledger.account a on a.owner = wanted_owner and a.type = wanted_type and a.currency = wanted_currency
    and coalesce(a.tenant_id, '00000000-0000-0000-0000-000000000000')
      = coalesce(wanted_tenant, '00000000-0000-0000-0000-000000000000')
    and (own.book or a.tenant_id = nullif(current_setting('spaces.tenant', true), '')::uuid)
  join ledger.transaction t on t.tenant_id = statement.book
    and t.effective_at < to_until and t.xid < to_xid and not (t.effective_at < from_until and t.xid < from_xid)
  join ledger.posting p on p.tenant_id = t.tenant_id and p.transaction_id = t.id and p.account_id = a.id
  where t.effective_at >= after_at and (t.effective_at, t.id, p.line::integer) > (after_at, after_id, after_line)
  order by t.effective_at, t.id, p.line limit at_most
$$;
revoke execute on function ledger.movements(bigint, timestamptz, bigint, timestamptz), ledger.statement(
  uuid, text, uuid, text, text, bigint, timestamptz, bigint, timestamptz, timestamptz, uuid, integer, integer) from public;
grant execute on function ledger.movements(bigint, timestamptz, bigint, timestamptz), ledger.statement(
  uuid, text, uuid, text, text, bigint, timestamptz, bigint, timestamptz, timestamptz, uuid, integer, integer) to ${app};

-- A month whose sales are being closed, or are; what was done of it stands here, so that a second run does not do it again.
create table revenue.month_close (
  tenant_id uuid not null references revenue.book (tenant_id) on delete cascade,
  month date not null,
  process_id uuid not null,
  -- what took effect before this instant ...
  ends_at timestamptz not null,
  trued_up_at timestamptz,
  -- ... and was recorded before this position of the ledger stands in its statements, or in earlier ones
  cut_xid bigint,
  stated_at timestamptz,
  -- the end of the book's chain of seals at that time, once there is one
  sealed_seq bigint,
  sealed_hash bytea,
  checked_at timestamptz,
  message_id uuid,
  closed_at timestamptz,
  primary key (tenant_id, month)
);
create index month_close_open on revenue.month_close (tenant_id) where closed_at is null;
call platform.wall('revenue.month_close');
grant select, insert on revenue.month_close to ${app};
grant update (process_id, trued_up_at, cut_xid, stated_at, sealed_seq, sealed_hash, checked_at, message_id, closed_at)
  on revenue.month_close to ${app};
create policy relay on revenue.month_close for select to ${relay} using (true);
grant select on revenue.month_close to ${relay};

-- The exact total of a part of a month, and by how much the postings of its sales and refunds missed it.
create table revenue.true_up (
  tenant_id uuid not null,
  month date not null,
  currency text not null,
  agreement_version integer not null,
  referral_step integer not null,
  payments integer not null,
  refunds integer not null,
  volume_before_minor bigint not null,
  net_gross_minor bigint not null,
  -- the gross along the volume bands
  slices jsonb not null,
  share_minor bigint not null,
  posted_share_minor bigint not null,
  -- who is due what, and what was posted to get there; empty when the month was exact
  due jsonb not null,
  change jsonb not null,
  ledger_transaction uuid,
  posted_at timestamptz not null,
  primary key (tenant_id, month, currency, agreement_version, referral_step),
  foreign key (tenant_id, month) references revenue.month_close (tenant_id, month) on delete cascade
);
call platform.wall('revenue.true_up');
grant select, insert on revenue.true_up to ${app};

-- What an account got in a tenant's book in a month: its lines are read from the ledger, between the cuts of two months.
create table revenue.statement (
  tenant_id uuid not null,
  id uuid not null,
  month date not null,
  account_type text not null,
  account_overdraft boolean not null,
  -- whose account it is: none for one of the platform's, another one for a referrer's
  account_tenant_id uuid,
  account_owner text not null,
  currency text not null,
  opening_minor bigint not null,
  closing_minor bigint not null,
  lines bigint not null,
  from_xid bigint not null,
  from_until timestamptz not null,
  to_xid bigint not null,
  to_until timestamptz not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  foreign key (tenant_id, month) references revenue.month_close (tenant_id, month) on delete cascade
);
create unique index statement_account on revenue.statement (
  tenant_id, account_owner, account_type, currency, coalesce(account_tenant_id, '00000000-0000-0000-0000-000000000000'), month);
create index statement_owner on revenue.statement (account_tenant_id, month desc);
call platform.wall('revenue.statement');
-- A referrer's account is fed from the books of others: who owns it reads its statements.
create policy own_accounts on revenue.statement for select
  using (account_tenant_id = nullif(current_setting('spaces.tenant', true), '')::uuid);
grant select, insert on revenue.statement to ${app};

-- What a referrer is told of the sales in somebody else's book of which it has a part: the sums that this part was counted from, and
-- nothing that names a sale or a customer.
create function revenue.referred(book uuid, wanted uuid[])
returns table (transaction_id uuid, currency text, gross_minor bigint, share_minor bigint, bps integer)
language sql stable security definer set search_path = '' as $$
  select t.id, p.currency, p.amount_minor - p.tax_minor - p.shipping_minor,
    (select coalesce(sum((x ->> 'minor')::bigint), 0)::bigint from jsonb_array_elements(p.allocation) x where x ->> 'party' <> 'TENANT'),
    (a.terms #>> array['referral', 'terms', p.referral_step::text, 'bps'])::integer
  from ledger.transaction t
  join revenue.payment p on p.tenant_id = t.tenant_id and p.event_id = split_part(t.key, '/', 2)
  join revenue.agreement a on a.tenant_id = p.tenant_id and a.version = p.agreement_version
  where t.tenant_id = book and t.id = any (wanted) and t.kind in ('payment', 'refund')
    and a.terms -> 'referral' ->> 'referrer' = ledger.slug_of(nullif(current_setting('spaces.tenant', true), '')::uuid)
$$;
revoke execute on function revenue.referred(uuid, uuid[]) from public;
grant execute on function revenue.referred(uuid, uuid[]) to ${app};
