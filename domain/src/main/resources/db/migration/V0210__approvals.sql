-- Acts that need somebody's word before they happen, and the words that were given.
create schema approvals;
grant usage on schema approvals to ${app}, ${relay};

create table approvals.approval (
  tenant_id uuid not null references platform.tenant (id) on delete cascade,
  id uuid not null unique,
  tenant_slug text not null,
  kind text not null,
  -- the proposer's own name for it: the same proposal again is the same approval
  business_key text,
  -- equal ones, which one person may decide in one go
  batch text,
  body jsonb not null,
  title text not null,
  effect text not null,
  amount_minor bigint,
  currency text check (currency ~ '^[A-Z]{3}$'),
  evidence jsonb not null,
  proposer_kind text not null check (proposer_kind in ('person', 'agent', 'system')),
  proposer_id uuid,
  proposer_name text not null,
  state text not null check (state in ('open', 'approved', 'rejected', 'expired', 'withdrawn')),
  policy jsonb not null,
  -- the roles that may decide by now
  roles text[] not null,
  -- how far the ladder of reminders was climbed
  rung integer not null default 0,
  -- raised by every change, for whoever draws it
  revision integer not null default 1,
  space_id uuid,
  channel_id uuid,
  message_id uuid,
  process_id uuid,
  workflow_id text,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, kind, business_key),
  check ((amount_minor is null) = (currency is null)),
  check ((proposer_kind = 'system') = (proposer_id is null)),
  foreign key (tenant_id, message_id) references messages.message (tenant_id, id) on delete set null (message_id),
  foreign key (tenant_id, process_id) references platform.process (tenant_id, id)
);
create index approval_state on approvals.approval (tenant_id, state, id desc);
create index approval_batch on approvals.approval (tenant_id, kind, batch) where state = 'open';
create index approval_open on approvals.approval (id desc) where state = 'open';
create index approval_message on approvals.approval (tenant_id, message_id) where message_id is not null;
create index approval_process on approvals.approval (tenant_id, process_id) where process_id is not null;
call platform.wall('approvals.approval');
grant select, insert on approvals.approval to ${app};
grant update (body, title, effect, amount_minor, currency, evidence, state, policy, roles, rung, revision, message_id,
  updated_at) on approvals.approval to ${app};

-- Who said what; nobody takes a word back, and nobody says two.
create table approvals.decision (
  tenant_id uuid not null,
  approval_id uuid not null,
  seq integer not null,
  person_id uuid,
  -- the recorded policy that decided in nobody's place
  policy text,
  name text not null,
  role text not null,
  verdict text not null check (verdict in ('approve', 'reject')),
  comment text,
  edits jsonb,
  at timestamptz not null,
  primary key (tenant_id, approval_id, seq),
  unique (tenant_id, approval_id, person_id),
  check ((person_id is null) <> (policy is null)),
  foreign key (tenant_id, approval_id) references approvals.approval (tenant_id, id) on delete cascade
);
call platform.wall('approvals.decision');
grant select, insert on approvals.decision to ${app};

create table approvals.audit (
  tenant_id uuid not null,
  approval_id uuid not null,
  seq bigint generated always as identity,
  at timestamptz not null,
  event text not null,
  by_person uuid,
  by_name text not null,
  detail jsonb,
  primary key (tenant_id, approval_id, seq),
  foreign key (tenant_id, approval_id) references approvals.approval (tenant_id, id) on delete cascade
);
call platform.wall('approvals.audit');
grant select, insert on approvals.audit to ${app};

-- Operators find what waits for them in every business through the relay's credential, and change nothing there.
create policy relay on approvals.approval for select to ${relay} using (true);
create policy relay on approvals.decision for select to ${relay} using (true);
create policy relay on approvals.audit for select to ${relay} using (true);
grant select on approvals.approval, approvals.decision, approvals.audit to ${relay};
