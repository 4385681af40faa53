-- What building a space costs its business, once, and whether it was paid.
create table revenue.setup_fee (
  tenant_id uuid primary key references revenue.book (tenant_id) on delete cascade,
  fee_minor bigint not null check (fee_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  -- the part of it that the Justice Fund takes over, as far as it can
  subsidy_percent integer not null check (subsidy_percent between 0 and 100),
  -- what the fund could give when that was last shown: the rest is what the business is asked for
  offered_minor bigint not null check (offered_minor between 0 and fee_minor),
  -- raised by every change, for whoever draws it
  revision integer not null default 1,
  message_id uuid,
  subsidy_minor bigint check (subsidy_minor between 0 and fee_minor),
  allocation jsonb,
  ledger_transaction uuid,
  received_by text,
  received_at timestamptz,
  created_at timestamptz not null,
  check (num_nulls(subsidy_minor, allocation, ledger_transaction, received_by, received_at) in (0, 5))
);
call platform.wall('revenue.setup_fee');
grant select, insert on revenue.setup_fee to ${app};
grant update (fee_minor, currency, subsidy_percent, offered_minor, revision, message_id, subsidy_minor, allocation,
  ledger_transaction, received_by, received_at) on revenue.setup_fee to ${app};

-- What people gave to the Justice Fund; the platform's own, of no tenant. The amounts are postings in the ledger.
create table revenue.donation (
  reference text primary key,
  amount_minor bigint not null check (amount_minor > 0),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  donor text,
  recorded_by text not null,
  ledger_transaction uuid,
  created_at timestamptz not null
);
alter table revenue.donation enable row level security;
alter table revenue.donation force row level security;
create policy installation on revenue.donation using (true);
grant select, insert on revenue.donation to ${app};
grant update (ledger_transaction) on revenue.donation to ${app};

-- What the accounts of one name of the platform hold, by currency: needed where nobody may see their lines.
create function ledger.house_balances(wanted_type text, wanted_owner text, at timestamptz)
returns table (currency text, total numeric, available numeric)
language sql stable security definer set search_path = '' as $$
  select a.currency, b.total, b.available from ledger.account a cross join lateral ledger.balance_of(a.id, at) b
  where a.owner = wanted_owner and a.type = wanted_type and a.tenant_id is null
  order by a.currency
$$;

-- What came into such accounts, and left them, from a month on, by month and kind of transaction: sums alone, of nobody in
-- particular; what is rolled up, and the tail behind it.
create function ledger.house_flow(wanted_type text, wanted_owner text, since date)
returns table (currency text, month date, kind text, minor numeric)
language sql stable security definer set search_path = '' as $$
  select a.currency, part.month, part.kind, sum(part.minor)
  from ledger.account a cross join lateral (
    select f.month, f.kind, f.minor from ledger.flow f where f.account_id = a.id and f.month >= since
    union all
    select date_trunc('month', t.effective_at at time zone 'UTC')::date, t.kind, p.minor
    from ledger.posting p join ledger.transaction t on t.tenant_id = p.tenant_id and t.id = p.transaction_id
    where p.account_id = a.id and p.xid >= (select f.xid from ledger.frontier f where f.name = 'rolled')
      and t.effective_at >= since::timestamp at time zone 'UTC'
  ) part
  where a.owner = wanted_owner and a.type = wanted_type and a.tenant_id is null
  group by 1, 2, 3
$$;
revoke execute on function ledger.house_balances(text, text, timestamptz), ledger.house_flow(text, text, date) from public;
grant execute on function ledger.house_balances(text, text, timestamptz), ledger.house_flow(text, text, date) to ${app};
