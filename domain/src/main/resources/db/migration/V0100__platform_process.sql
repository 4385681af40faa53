-- What people see of a durable process: rows, never the state of a workflow.
create table platform.process (
  -- without a foreign key: the story of a business that was taken down outlives it
  tenant_id uuid not null,
  id uuid not null unique,
  tenant_slug text not null,
  kind text not null,
  business_key text not null,
  title text not null,
  state text not null check (state in ('queued', 'running', 'waiting', 'done', 'failed', 'cancelled')),
  stage text not null,
  blocked_on text,
  due_at timestamptz,
  attempts integer not null default 0,
  failure text,
  outcome text,
  space_slug text,
  workflow_id text not null unique,
  -- everything a start needs, so that a run which Temporal has forgotten can start again
  workflow_start jsonb not null,
  last_event bigint not null default 0,
  created_at timestamptz not null,
  updated_at timestamptz not null,
  finished_at timestamptz,
  primary key (tenant_id, id)
);
create index process_recent on platform.process (created_at desc, id desc);
create index process_open on platform.process (id) where state in ('queued', 'running', 'waiting');
call platform.wall('platform.process');
grant select, insert on platform.process to ${app};
grant update (state, stage, blocked_on, due_at, attempts, failure, outcome, space_slug, last_event, updated_at, finished_at)
  on platform.process to ${app};

create table platform.process_step (
  tenant_id uuid not null,
  process_id uuid not null,
  name text not null,
  label text not null,
  position integer not null,
  state text not null check (state in ('queued', 'running', 'waiting', 'done', 'failed', 'cancelled')),
  started_at timestamptz,
  finished_at timestamptz,
  attempts integer not null default 0,
  failure text,
  note text,
  primary key (tenant_id, process_id, name),
  foreign key (tenant_id, process_id) references platform.process (tenant_id, id)
);
call platform.wall('platform.process_step');
grant select, insert on platform.process_step to ${app};
grant update (state, started_at, finished_at, attempts, failure, note) on platform.process_step to ${app};

create table platform.process_event (
  tenant_id uuid not null,
  process_id uuid not null,
  seq bigint not null,
  at timestamptz not null,
  step text,
  event text not null,
  detail text,
  primary key (tenant_id, process_id, seq),
  foreign key (tenant_id, process_id) references platform.process (tenant_id, id)
);
call platform.wall('platform.process_event');
grant select, insert on platform.process_event to ${app};

-- Operators and the reconciler read across tenants, through the relay's credential, and change nothing there.
create policy relay on platform.process for select to ${relay} using (true);
create policy relay on platform.process_step for select to ${relay} using (true);
create policy relay on platform.process_event for select to ${relay} using (true);
grant select on platform.process, platform.process_step, platform.process_event to ${relay};

-- How often a business key was used before: a name that was given back may be taken again, but its old runs keep their ids.
create function platform.process_uses(wanted_kind text, wanted_key text) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*) from platform.process p
  where p.kind = wanted_kind and (p.business_key = wanted_key or p.business_key like wanted_key || '.%')
$$;
revoke execute on function platform.process_uses(text, text) from public;
grant execute on function platform.process_uses(text, text) to ${app};

-- The order to take a business down, or to close its story, must outlive the business.
alter table platform.outbox drop constraint outbox_tenant_id_fkey;
