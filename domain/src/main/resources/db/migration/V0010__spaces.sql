create table spaces.space (
  tenant_id uuid not null references platform.tenant (id) on delete cascade,
  id uuid not null unique,
  slug text not null unique,
  name text not null,
  description text not null,
  brand jsonb not null,
  created_at timestamptz not null,
  primary key (tenant_id, id)
);
call platform.wall('spaces.space');
grant select, insert, delete on spaces.space to ${app};
grant update (name, description, brand) on spaces.space to ${app};

create table spaces.category (
  tenant_id uuid not null,
  id uuid not null unique,
  space_id uuid not null,
  name text not null,
  position integer not null,
  primary key (tenant_id, id),
  unique (tenant_id, space_id, name),
  foreign key (tenant_id, space_id) references spaces.space (tenant_id, id) on delete cascade
);
call platform.wall('spaces.category');
grant select, insert, update, delete on spaces.category to ${app};

create table spaces.channel (
  tenant_id uuid not null,
  id uuid not null unique,
  space_id uuid not null,
  category_id uuid,
  name text not null,
  kind text not null check (kind in ('public', 'private', 'announcement')),
  topic text not null,
  position integer not null,
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, space_id, name),
  foreign key (tenant_id, space_id) references spaces.space (tenant_id, id) on delete cascade,
  foreign key (tenant_id, category_id) references spaces.category (tenant_id, id)
);
call platform.wall('spaces.channel');
grant select, insert, update, delete on spaces.channel to ${app};

create table spaces.member (
  tenant_id uuid not null,
  space_id uuid not null,
  person_id uuid not null references identity.person (id) on delete cascade,
  role text not null check (role in ('owner', 'admin', 'staff', 'customer', 'integrator')),
  display_name text not null,
  joined_at timestamptz not null,
  primary key (tenant_id, space_id, person_id),
  foreign key (tenant_id, space_id) references spaces.space (tenant_id, id) on delete cascade
);
create index member_person on spaces.member (person_id);
call platform.wall('spaces.member');
grant select, insert, update, delete on spaces.member to ${app};

create table spaces.channel_member (
  tenant_id uuid not null,
  channel_id uuid not null,
  person_id uuid not null references identity.person (id) on delete cascade,
  added_at timestamptz not null,
  primary key (tenant_id, channel_id, person_id),
  foreign key (tenant_id, channel_id) references spaces.channel (tenant_id, id) on delete cascade
);
call platform.wall('spaces.channel_member');
grant select, insert, delete on spaces.channel_member to ${app};

-- Permissions as data. A row with a channel replaces, for that role and channel, the rows of the whole space.
create table spaces.permission_grant (
  tenant_id uuid not null,
  space_id uuid not null,
  channel_id uuid,
  role text not null,
  permission text not null,
  unique nulls not distinct (tenant_id, space_id, channel_id, role, permission),
  foreign key (tenant_id, space_id) references spaces.space (tenant_id, id) on delete cascade,
  foreign key (tenant_id, channel_id) references spaces.channel (tenant_id, id) on delete cascade
);
create index permission_grant_channel on spaces.permission_grant (channel_id);
call platform.wall('spaces.permission_grant');
grant select, insert, delete on spaces.permission_grant to ${app};

create table spaces.invitation (
  tenant_id uuid not null,
  id uuid not null unique,
  space_id uuid not null,
  token_hash bytea not null unique,
  email text,
  role text not null check (role in ('admin', 'staff', 'customer', 'integrator')),
  invited_by uuid references identity.person (id) on delete set null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  accepted_by uuid references identity.person (id) on delete set null,
  accepted_at timestamptz,
  revoked_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, space_id) references spaces.space (tenant_id, id) on delete cascade
);
call platform.wall('spaces.invitation');
grant select, insert, delete on spaces.invitation to ${app};
grant update (accepted_by, accepted_at, revoked_at) on spaces.invitation to ${app};

-- A channel and a space are addressed by id before the tenant is known: these name the tenant, and nothing else.
create function spaces.tenant_of_channel(wanted uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select c.tenant_id from spaces.channel c where c.id = wanted
$$;
create function spaces.tenant_of_space(wanted uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select s.tenant_id from spaces.space s where s.id = wanted
$$;
create function spaces.tenant_of_invitation(hash bytea) returns uuid
language sql stable security definer set search_path = '' as $$
  select i.tenant_id from spaces.invitation i where i.token_hash = hash
$$;
revoke execute on all functions in schema spaces from public;
grant execute on all functions in schema spaces to ${app};
