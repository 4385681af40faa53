-- The ledger: double entry, credit positive. Rows are only ever added, through one function that makes the unbalanced impossible.
create schema ledger;
grant usage on schema ledger to ${app}, ${relay};

create table ledger.account (
  id bigint generated always as identity primary key,
  -- without a foreign key, here and below: books outlive the business; none for an account of the platform itself
  tenant_id uuid,
  type text not null check (length(type) between 1 and 60),
  owner text not null check (length(owner) <= 200),
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  may_overdraw boolean not null,
  created_at timestamptz not null
);
create unique index account_key on ledger.account
  (owner, type, currency, coalesce(tenant_id, '00000000-0000-0000-0000-000000000000'));
create index account_tenant on ledger.account (tenant_id);
call platform.wall('ledger.account');

create table ledger.transaction (
  -- whose book it stands in
  tenant_id uuid not null,
  id uuid not null,
  key text not null check (length(key) between 1 and 300),
  kind text not null check (length(kind) between 1 and 60),
  effective_at timestamptz not null,
  recorded_at timestamptz not null,
  reverses uuid,
  memo text not null check (length(memo) <= 1000),
  -- of all that was asked for: a key that comes again with other content is refused
  fingerprint bytea not null,
  -- the transaction of the database: what is behind the oldest one still running is complete, which no clock can say
  xid bigint not null,
  primary key (tenant_id, id),
  unique (tenant_id, key)
);
create index transaction_order on ledger.transaction (xid, id);
call platform.wall('ledger.transaction');

create table ledger.posting (
  tenant_id uuid not null,
  transaction_id uuid not null,
  line smallint not null,
  -- no foreign keys: their row locks would make every sale meet at the platform's own accounts
  account_id bigint not null,
  account_tenant_id uuid,
  -- no sum of a transaction leaves a bigint; what grows on and on is summed up as numeric
  minor bigint not null check (minor <> 0 and minor between -1000000000000000 and 1000000000000000),
  kind text not null check (length(kind) between 1 and 60),
  available_at timestamptz not null,
  xid bigint not null,
  primary key (tenant_id, transaction_id, line)
);
create index posting_of_account on ledger.posting (account_id, xid);
call platform.wall('ledger.posting');
-- A referrer earns in the books of others: who owns the account reads its lines.
create policy own_accounts on ledger.posting for select
  using (account_tenant_id = nullif(current_setting('spaces.tenant', true), '')::uuid);

-- What all postings behind the frontier "rolled" sum up to, by the hour from which they may be spent.
create table ledger.balance (
  account_id bigint not null,
  tenant_id uuid,
  available_at timestamptz not null,
  minor numeric not null,
  primary key (account_id, available_at)
);
create index balance_maturing on ledger.balance (available_at);
call platform.wall('ledger.balance');

-- What these postings brought to the platform's own accounts, by the month in which they count and the kind of transaction.
create table ledger.flow (
  account_id bigint not null,
  month date not null,
  kind text not null,
  minor numeric not null,
  primary key (account_id, month, kind)
);
alter table ledger.flow enable row level security;
alter table ledger.flow force row level security;

-- One chain per book: each seal covers its transaction, that one's lines, and the seal before it.
create table ledger.seal (
  tenant_id uuid not null,
  seq bigint not null,
  transaction_id uuid not null,
  content bytea not null,
  hash bytea not null,
  primary key (tenant_id, seq),
  unique (tenant_id, transaction_id)
);
call platform.wall('ledger.seal');

create table ledger.head (
  tenant_id uuid primary key,
  seq bigint not null,
  hash bytea not null,
  sealed_at timestamptz not null
);
call platform.wall('ledger.head');

-- How far the background work has come, in numbers of database transactions: everything before "rolled" is summed up, everything
-- up to the transaction at "sealed" is sealed; "shift" is how far the numbers of a restored dump are behind.
create table ledger.frontier (
  name text primary key,
  xid bigint not null,
  id uuid
);
insert into ledger.frontier values
  ('rolled', 0, null), ('sealed', 0, '00000000-0000-0000-0000-000000000000'), ('shift', 0, null);
alter table ledger.frontier enable row level security;
alter table ledger.frontier force row level security;
create policy everybody on ledger.frontier for select using (true);

grant select on all tables in schema ledger to ${app}, ${relay};
create policy relay on ledger.account for select to ${relay} using (true);
create policy relay on ledger.transaction for select to ${relay} using (true);
create policy relay on ledger.posting for select to ${relay} using (true);
create policy relay on ledger.balance for select to ${relay} using (true);
create policy relay on ledger.flow for select to ${relay} using (true);
-- The sealer works with the relay's credential.
create policy relay on ledger.seal to ${relay} using (true);
create policy relay on ledger.head to ${relay} using (true);
create policy relay on ledger.frontier for update to ${relay} using (name = 'sealed');
grant insert on ledger.seal to ${relay};
grant insert, update on ledger.head to ${relay};
grant update (xid, id) on ledger.frontier to ${relay};

create function ledger.refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception 'Rows of ledger.% are only ever added', tg_table_name using errcode = '42501';
end $$;
create trigger append_only before update or delete or truncate on ledger.account
  for each statement execute function ledger.refuse_change();
create trigger append_only before update or delete or truncate on ledger.transaction
  for each statement execute function ledger.refuse_change();
create trigger append_only before update or delete or truncate on ledger.posting
  for each statement execute function ledger.refuse_change();
create trigger append_only before update or delete or truncate on ledger.seal
  for each statement execute function ledger.refuse_change();

-- Up to here, exclusively, every transaction of the database has ended: its rows are all there is.
create function ledger.settled() returns bigint
language sql volatile set search_path = '' as $$
  select pg_snapshot_xmin(pg_current_snapshot())::text::bigint + f.xid from ledger.frontier f where f.name = 'shift'
$$;

-- What an account holds, and what of it may be spent at an instant: what is rolled up, and the tail behind it.
create function ledger.balance_of(wanted bigint, at timestamptz) returns table (total numeric, available numeric)
language sql stable as $$
  select coalesce(sum(part.minor), 0), coalesce(sum(part.minor) filter (where part.available_at <= at), 0)
  from (
    select b.minor, b.available_at from ledger.balance b where b.account_id = wanted
    union all
    select p.minor, p.available_at from ledger.posting p
    where p.account_id = wanted and p.xid >= (select f.xid from ledger.frontier f where f.name = 'rolled')
  ) part
$$;

-- One account of the platform, by its name: what it holds is needed where nobody may see its lines.
create function ledger.house_balance(
  wanted_type text, wanted_owner text, wanted_currency text, at timestamptz) returns table (total numeric, available numeric)
language sql stable security definer set search_path = '' as $$
  select b.total, b.available from ledger.account a cross join lateral ledger.balance_of(a.id, at) b
  where a.owner = wanted_owner and a.type = wanted_type and a.currency = wanted_currency
    and coalesce(a.tenant_id, '00000000-0000-0000-0000-000000000000') = '00000000-0000-0000-0000-000000000000'
$$;

-- All lines of a transaction in the caller's book, whoever owns the accounts.
create function ledger.lines(wanted uuid) returns table (
  line smallint, type text, may_overdraw boolean, tenant_id uuid, owner text, currency text,
  minor bigint, kind text, available_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select p.line, a.type, a.may_overdraw, a.tenant_id, a.owner, a.currency, p.minor, p.kind, p.available_at
  from ledger.posting p join ledger.account a on a.id = p.account_id
  where p.tenant_id = nullif(current_setting('spaces.tenant', true), '')::uuid and p.transaction_id = wanted
  order by p.line
$$;

-- The name of a business for operators; none once it is gone.
create function ledger.slug_of(wanted uuid) returns text
language sql stable security definer set search_path = '' as $$
  select t.slug from platform.tenant t where t.id = wanted
$$;

-- The only way in. A line names an account by its id, or by its negative place among the accounts that come along because
-- the caller has not met them yet; their ids come back. Answers "recorded", "repeated", or "other" when the key is taken.
create function ledger.post(
  book uuid, wanted_id uuid, wanted_key text, wanted_kind text, effective timestamptz, recorded timestamptz,
  wanted_reverses uuid, wanted_memo text, wanted_fingerprint bytea,
  new_types text[], new_tenants uuid[], new_owners text[], new_currencies text[], new_overdraw boolean[],
  line_accounts bigint[], line_currencies text[], line_minors bigint[], line_kinds text[], line_available timestamptz[],
  out recorded_id uuid, out outcome text, out met bigint[])
language plpgsql volatile security definer set search_path = '' as $$
declare
  own_xid bigint;
  reached bigint;
  mismatched bigint;
  unbalanced text;
  debited bigint[];
  short text;
begin
  if book is distinct from nullif(current_setting('spaces.tenant', true), '')::uuid then
    raise exception 'The book belongs to another tenant than the transaction' using errcode = '42501';
  end if;
  if cardinality(line_accounts) not between 2 and 1000 then
    raise exception 'A transaction has 2 to 1000 lines' using errcode = '23514';
  end if;
  select pg_current_xact_id()::text::bigint + max(f.xid) filter (where f.name = 'shift'),
    max(f.xid) filter (where f.name <> 'shift')
  into own_xid, reached from ledger.frontier f;
  if own_xid < reached then
    raise exception 'The database counts its transactions anew since it was restored: call ledger.restored() as its owner'
      using errcode = '55000';
  end if;

  insert into ledger.transaction
    (tenant_id, id, key, kind, effective_at, recorded_at, reverses, memo, fingerprint, xid)
  values (book, wanted_id, wanted_key, wanted_kind, effective, recorded, wanted_reverses, wanted_memo, wanted_fingerprint, own_xid)
  on conflict (tenant_id, key) do nothing;
  if not found then
    select t.id, case when t.fingerprint = wanted_fingerprint then 'repeated' else 'other' end
    into recorded_id, outcome
    from ledger.transaction t where t.tenant_id = book and t.key = wanted_key;
    return;
  end if;
  if wanted_reverses is not null
      and not exists (select from ledger.transaction t where t.tenant_id = book and t.id = wanted_reverses) then
    raise exception 'What is reversed is not in the book' using errcode = '23503';
  end if;

  if cardinality(new_types) > 0 then
    -- in one order, so that two who open the same accounts do not wait for each other in a circle
    insert into ledger.account (tenant_id, type, owner, currency, may_overdraw, created_at)
    select n.tenant, n.type, n.owner, n.currency, n.overdraw, recorded
    from unnest(new_types, new_tenants, new_owners, new_currencies, new_overdraw)
      n(type, tenant, owner, currency, overdraw)
    where not exists (
      select from ledger.account a where a.owner = n.owner and a.type = n.type and a.currency = n.currency
        and coalesce(a.tenant_id, '00000000-0000-0000-0000-000000000000')
          = coalesce(n.tenant, '00000000-0000-0000-0000-000000000000'))
    order by n.owner, n.type, n.currency, n.tenant
    on conflict do nothing;
    select array_agg(a.id order by n.place) into met
    from unnest(new_types, new_tenants, new_owners, new_currencies) with ordinality n(type, tenant, owner, currency, place)
    join ledger.account a on a.owner = n.owner and a.type = n.type and a.currency = n.currency
      and coalesce(a.tenant_id, '00000000-0000-0000-0000-000000000000')
        = coalesce(n.tenant, '00000000-0000-0000-0000-000000000000');
  end if;

  with line as materialized (
    select l.place, a.id, a.tenant_id, a.currency, a.may_overdraw, l.currency as expected, l.minor, l.kind, l.available_at
    from unnest(line_accounts, line_currencies, line_minors, line_kinds, line_available)
      with ordinality l(account, currency, minor, kind, available_at, place)
    left join lateral (
      select * from ledger.account b where b.id = case when l.account < 0 then met[-l.account] else l.account end
      offset 0
    ) a on true
  ), written as (
    insert into ledger.posting
      (tenant_id, transaction_id, line, account_id, account_tenant_id, minor, kind, available_at, xid)
    select book, wanted_id, l.place, l.id, l.tenant_id, l.minor, l.kind, l.available_at, own_xid from line l
  )
  select count(*) filter (where l.currency is distinct from l.expected),
    (select string_agg(u.currency || ' ' || u.rest, ', ')
      from (select i.currency, sum(i.minor) as rest from line i group by i.currency having sum(i.minor) <> 0) u),
    (select array_agg(d.id)
      from (select i.id from line i where not i.may_overdraw group by i.id having sum(i.minor) < 0) d)
  into mismatched, unbalanced, debited
  from line l;
  if mismatched > 0 then
    raise exception 'A line is in another currency than its account' using errcode = '23514';
  end if;
  if unbalanced is not null then
    raise exception 'The lines do not add up to zero: %', unbalanced using errcode = '23514';
  end if;

  if debited is not null then
    -- whoever spends from the same account waits here; whoever pays in does not
    perform from ledger.account a where a.id = any (debited) order by a.id for no key update;
    select format('The account %s of %s in %s does not hold that much.', a.type, a.owner, a.currency) into short
    from ledger.account a cross join lateral ledger.balance_of(a.id, recorded) b
    where a.id = any (debited) and b.total < 0 limit 1;
    if short is not null then
      raise exception '%', short using errcode = 'SP001';
    end if;
  end if;
  recorded_id := wanted_id;
  outcome := 'recorded';
end $$;

-- Adds the next transactions behind the frontier to the balances; says how many, none when another instance is at it.
create function ledger.roll(at timestamptz, at_most integer) returns integer
language plpgsql volatile security definer
set search_path = '' set enable_hashjoin = off set enable_mergejoin = off set enable_seqscan = off as $$
declare
  since bigint;
  settled bigint;
  cut bigint;
  taken integer;
  -- what may be spent since yesterday needs no hour of its own any more
  matured timestamptz := at - interval '1 day';
begin
  if not pg_try_advisory_xact_lock(hashtextextended('ledger.roll', 0)) then
    return 0;
  end if;
  with old as (
    delete from ledger.balance b where b.available_at > '-infinity' and b.available_at <= matured
    returning b.account_id, b.tenant_id, b.minor
  )
  insert into ledger.balance as b (account_id, tenant_id, available_at, minor)
  select o.account_id, o.tenant_id, '-infinity', sum(o.minor) from old o group by 1, 2
  on conflict (account_id, available_at) do update set minor = b.minor + excluded.minor;

  select f.xid into since from ledger.frontier f where f.name = 'rolled';
  settled := ledger.settled();
  select t.xid + 1 into cut from ledger.transaction t where t.xid >= since and t.xid < settled
  order by t.xid, t.id offset at_most - 1 limit 1;
  cut := coalesce(cut, settled);
  select count(*) into taken from ledger.transaction t where t.xid >= since and t.xid < cut;
  if taken = 0 then
    return 0;
  end if;

  with part as materialized (
    select p.account_id, p.account_tenant_id as tenant_id,
      case when p.available_at <= matured then '-infinity' else p.available_at end as available_at,
      date_trunc('month', t.effective_at at time zone 'UTC')::date as month, t.kind, sum(p.minor) as minor
    from ledger.transaction t
    join ledger.posting p on p.tenant_id = t.tenant_id and p.transaction_id = t.id
    where t.xid >= since and t.xid < cut
    group by 1, 2, 3, 4, 5
  ), flowed as (
    insert into ledger.flow as f (account_id, month, kind, minor)
    select p.account_id, p.month, p.kind, sum(p.minor) from part p where p.tenant_id is null group by 1, 2, 3
    on conflict (account_id, month, kind) do update set minor = f.minor + excluded.minor
  )
  insert into ledger.balance as b (account_id, tenant_id, available_at, minor)
  select p.account_id, p.tenant_id, p.available_at, sum(p.minor) from part p group by 1, 2, 3
  on conflict (account_id, available_at) do update set minor = b.minor + excluded.minor;
  update ledger.frontier f set xid = cut where f.name = 'rolled';
  return taken;
end $$;

-- For the owner, after a dump was restored into a new cluster and before anybody works there: goes on behind all that is recorded.
create function ledger.restored() returns void
language sql volatile set search_path = '' as $$
  update ledger.frontier set xid = greatest(xid, 1 - pg_current_xact_id()::text::bigint + greatest(
    (select max(t.xid) from ledger.transaction t), (select max(f.xid) from ledger.frontier f where f.name <> 'shift')))
  where name = 'shift'
$$;

revoke execute on all functions in schema ledger from public;
grant execute on function ledger.balance_of(bigint, timestamptz) to ${app}, ${relay};
grant execute on function ledger.house_balance(text, text, text, timestamptz), ledger.lines(uuid) to ${app};
grant execute on function ledger.post(
  uuid, uuid, text, text, timestamptz, timestamptz, uuid, text, bytea,
  text[], uuid[], text[], text[], boolean[], bigint[], text[], bigint[], text[], timestamptz[]) to ${app};
grant execute on function ledger.settled(), ledger.slug_of(uuid), ledger.roll(timestamptz, integer) to ${relay};
