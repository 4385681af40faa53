-- What the outside must learn of a committed fact; written in the fact's own transaction, delivered by the relay.
create table platform.outbox (
  id uuid primary key,
  tenant_id uuid not null references platform.tenant (id) on delete cascade,
  topic text not null,
  workflow_id text not null,
  payload jsonb not null,
  state text not null default 'new' check (state in ('new', 'done', 'poison')),
  attempts integer not null default 0,
  due_at timestamptz not null,
  failure text,
  created_at timestamptz not null,
  done_at timestamptz
);
create index outbox_due on platform.outbox (due_at) where state = 'new';
create index outbox_done on platform.outbox (done_at) where state = 'done';
create index outbox_tenant on platform.outbox (tenant_id);
call platform.wall('platform.outbox');
grant select, insert on platform.outbox to ${app};
-- The relay serves every tenant, and sees nothing but this table and what its own policies name.
create policy relay on platform.outbox to ${relay} using (true);
grant select, delete on platform.outbox to ${relay};
grant update (state, attempts, due_at, failure, done_at) on platform.outbox to ${relay};
