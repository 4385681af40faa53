-- Schemas, the tenant wall, and the tenant itself.
create schema identity;
create schema platform;
create schema spaces;
create schema messages;
grant usage on schema identity, platform, spaces, messages to ${app};
grant usage on schema platform to ${relay};

-- Puts the wall around a table: only rows of the transaction's tenant exist for anybody but the owner.
create procedure platform.wall(relation regclass, tenant_column name default 'tenant_id')
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format(
    'create policy tenant_wall on %s using (%I = nullif(current_setting(''spaces.tenant'', true), '''')::uuid)',
    relation, tenant_column);
end $$;

-- The same, by person: for what belongs to somebody across tenants.
create procedure platform.person_wall(relation regclass, person_column name default 'person_id')
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format(
    'create policy person_wall on %s using (%I = nullif(current_setting(''spaces.person'', true), '''')::uuid)',
    relation, person_column);
end $$;

create table platform.tenant (
  id uuid primary key,
  slug text not null unique check (slug ~ '^[a-z0-9][a-z0-9-]*$'),
  name text not null,
  time_zone text not null,
  currency text not null check (currency ~ '^[A-Z]{3}$'),
  state text not null check (state in ('provisioning', 'active', 'removed')),
  template text not null,
  template_version integer not null,
  created_at timestamptz not null
);
call platform.wall('platform.tenant', 'id');
grant select, insert, delete on platform.tenant to ${app};
grant update (name, time_zone, state) on platform.tenant to ${app};
