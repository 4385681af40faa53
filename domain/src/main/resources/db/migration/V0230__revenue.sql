-- What was sold, on which terms, and how it was divided. The amounts themselves are postings in the ledger.
create schema revenue;
grant usage on schema revenue to ${app}, ${relay};

-- One row per tenant that whoever posts, changes the terms or closes a month locks first: these happen one after another.
create table revenue.book (
  tenant_id uuid primary key references platform.tenant (id) on delete cascade,
  -- the newest version of the agreement; 0 is the standard without one
  agreement_version integer not null default 0,
  -- first day of the first month in which anything may still count; null until a first close begins
  open_from date,
  announced_at timestamptz not null
);
call platform.wall('revenue.book');
grant select, insert on revenue.book to ${app};
grant update (agreement_version, open_from, announced_at) on revenue.book to ${app};

create table revenue.agreement (
  tenant_id uuid not null references revenue.book (tenant_id) on delete cascade,
  version integer not null check (version > 0),
  effective_from date not null,
  terms jsonb not null,
  -- the decision it stands on
  approval_id uuid not null unique,
  agreed_at timestamptz not null,
  primary key (tenant_id, version)
);
call platform.wall('revenue.agreement');
grant select, insert on revenue.agreement to ${app};

create table revenue.payment (
  tenant_id uuid not null,
  event_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  tax_minor bigint not null check (tax_minor >= 0),
  shipping_minor bigint not null check (shipping_minor >= 0),
  currency text not null,
  occurred_at timestamptz not null,
  held_by text not null check (held_by in ('platform', 'tenant')),
  reference text,
  contributions jsonb not null,
  -- the message in which it was said, when it was said in a channel
  source_message uuid,
  source_channel text,
  recorded_by text not null,
  fingerprint bytea not null,
  state text not null check (state in ('queued', 'pending', 'available', 'paid', 'frozen', 'refused')),
  refusal text,
  -- the run that posts it: its own, or one that gathers many
  workflow_id text,
  agreement_version integer,
  -- first day of the month it counts in: its own, or the one that was open when it was posted
  month date,
  volume_before_minor bigint,
  -- the exact share of the gross, as a fraction, and the step of the referral: refunds go by them
  rate text,
  referral_step integer,
  allocation jsonb,
  refunded_minor bigint not null default 0,
  available_at timestamptz,
  ledger_transaction uuid,
  message_id uuid,
  created_at timestamptz not null,
  posted_at timestamptz,
  primary key (tenant_id, event_id),
  foreign key (tenant_id) references revenue.book (tenant_id),
  check (tax_minor + shipping_minor <= amount_minor)
);
-- in posting order
create index payment_queued on revenue.payment (tenant_id, created_at, event_id) where state = 'queued';
create index payment_run on revenue.payment (workflow_id) where state = 'queued';
create index payment_unsaid on revenue.payment (tenant_id) where message_id is null and posted_at is not null;
create index payment_month on revenue.payment (tenant_id, month, currency);
create index payment_recent on revenue.payment (tenant_id, occurred_at desc, event_id desc);
create index payment_hold on revenue.payment (tenant_id, held_by, available_at) where state = 'pending';
call platform.wall('revenue.payment');
grant select, insert on revenue.payment to ${app};
grant update (state, refusal, workflow_id, agreement_version, month, volume_before_minor, rate, referral_step, allocation, refunded_minor, available_at,
  ledger_transaction, message_id, posted_at) on revenue.payment to ${app};

create table revenue.refund (
  tenant_id uuid not null,
  event_id text not null,
  refund_id text not null,
  amount_minor bigint not null check (amount_minor > 0),
  tax_minor bigint check (tax_minor >= 0),
  shipping_minor bigint check (shipping_minor >= 0),
  -- as it was reported; none is the payment's
  currency text,
  reason text not null,
  recorded_by text not null,
  fingerprint bytea not null,
  -- waiting: for its payment
  state text not null check (state in ('waiting', 'queued', 'posted', 'refused')),
  refusal text,
  workflow_id text,
  month date,
  allocation jsonb,
  ledger_transaction uuid,
  message_id uuid,
  created_at timestamptz not null,
  posted_at timestamptz,
  primary key (tenant_id, event_id, refund_id),
  foreign key (tenant_id) references revenue.book (tenant_id)
);
create index refund_queued on revenue.refund (tenant_id, created_at, refund_id) where state = 'queued';
create index refund_run on revenue.refund (workflow_id) where state = 'queued';
create index refund_unsaid on revenue.refund (tenant_id) where message_id is null and state = 'posted';
create index refund_month on revenue.refund (tenant_id, month);
call platform.wall('revenue.refund');
grant select, insert on revenue.refund to ${app};
grant update (state, refusal, workflow_id, month, allocation, ledger_transaction, message_id, posted_at)
  on revenue.refund to ${app};

-- Net gross sales of a month, in posting order: where the next sale begins in the volume bands.
create table revenue.volume (
  tenant_id uuid not null references revenue.book (tenant_id) on delete cascade,
  month date not null,
  currency text not null,
  net_gross_minor bigint not null,
  primary key (tenant_id, month, currency)
);
call platform.wall('revenue.volume');
grant select, insert on revenue.volume to ${app};
grant update (net_gross_minor) on revenue.volume to ${app};

-- The dispatcher, the hold release and the announcer look for work across tenants and change nothing there.
create policy relay on revenue.payment for select to ${relay} using (true);
create policy relay on revenue.refund for select to ${relay} using (true);
create policy relay on revenue.book for select to ${relay} using (true);
grant select on revenue.payment, revenue.refund, revenue.book to ${relay};
