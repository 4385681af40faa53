-- People, their logins, the names of tenants: global, walled by person; what must be found without knowing the
-- person goes through the narrow functions at the end.
create table identity.person (
  id uuid primary key,
  email text not null unique check (email = lower(email)),
  name text not null,
  password_hash text not null,
  operator boolean not null default false,
  theme text not null default 'dark' check (theme in ('dark', 'light', 'system')),
  time_zone text,
  created_at timestamptz not null
);
call platform.person_wall('identity.person', 'id');
grant select, delete on identity.person to ${app};
-- "operator" is given by the owner of the database alone.
grant insert (id, email, name, password_hash, theme, time_zone, created_at) on identity.person to ${app};
grant update (name, password_hash, theme, time_zone) on identity.person to ${app};

create table identity.membership (
  person_id uuid not null references identity.person (id) on delete cascade,
  tenant_id uuid not null references platform.tenant (id) on delete cascade,
  tenant_slug text not null,
  role text not null,
  created_at timestamptz not null,
  primary key (person_id, tenant_id)
);
create index membership_tenant on identity.membership (tenant_id);
alter table identity.membership enable row level security;
alter table identity.membership force row level security;
-- A person sees where they belong; only the tenant itself may say who belongs to it.
create policy own_memberships on identity.membership for select
  using (person_id = nullif(current_setting('spaces.person', true), '')::uuid);
create policy tenant_wall on identity.membership
  using (tenant_id = nullif(current_setting('spaces.tenant', true), '')::uuid);
grant select, insert, delete on identity.membership to ${app};
grant update (role) on identity.membership to ${app};

create table identity.login (
  id uuid primary key,
  person_id uuid not null references identity.person (id) on delete cascade,
  token_hash bytea not null unique,
  user_agent text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index login_person on identity.login (person_id);
call platform.person_wall('identity.login');
grant select, insert, delete on identity.login to ${app};
grant update (revoked_at) on identity.login to ${app};

create table identity.refresh_token (
  token_hash bytea primary key,
  family uuid not null,
  person_id uuid not null references identity.person (id) on delete cascade,
  tenant_id uuid references platform.tenant (id) on delete cascade,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index refresh_token_family on identity.refresh_token (family);
create index refresh_token_person on identity.refresh_token (person_id);
call platform.person_wall('identity.refresh_token');
grant select, insert, delete on identity.refresh_token to ${app};
grant update (used_at, revoked_at) on identity.refresh_token to ${app};

create table identity.slug (
  slug text primary key,
  -- what the eye sees: two slugs with one skeleton would be mistaken for each other
  skeleton text not null unique,
  tenant_id uuid not null,
  created_at timestamptz not null
);
create index slug_tenant on identity.slug (tenant_id);
call platform.wall('identity.slug');
grant select, insert, delete on identity.slug to ${app};

-- The installation's own secret: signs access tokens and status tokens; the same on every instance.
create table identity.signing_key (
  id integer primary key check (id = 1),
  secret bytea not null,
  created_at timestamptz not null
);
alter table identity.signing_key enable row level security;
alter table identity.signing_key force row level security;
create policy installation on identity.signing_key using (true);
grant select, insert on identity.signing_key to ${app};

create function identity.person_by_email(wanted text)
returns table (id uuid, email text, name text, password_hash text, operator boolean)
language sql stable security definer set search_path = '' as $$
  select p.id, p.email, p.name, p.password_hash, p.operator from identity.person p where p.email = wanted
$$;

create function identity.login_by_token(hash bytea)
returns table (login_id uuid, id uuid, email text, name text, operator boolean, theme text, time_zone text, expires_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select l.id, p.id, p.email, p.name, p.operator, p.theme, p.time_zone, l.expires_at
  from identity.login l join identity.person p on p.id = l.person_id
  where l.token_hash = hash and l.revoked_at is null
$$;

create function identity.refresh_by_token(hash bytea)
returns table (person_id uuid, tenant_id uuid, family uuid, expires_at timestamptz, used_at timestamptz, revoked_at timestamptz)
language sql stable security definer set search_path = '' as $$
  select r.person_id, r.tenant_id, r.family, r.expires_at, r.used_at, r.revoked_at
  from identity.refresh_token r where r.token_hash = hash
$$;

create function identity.tenant_by_slug(wanted text)
returns table (tenant_id uuid, tenant_slug text)
language sql stable security definer set search_path = '' as $$
  select s.tenant_id, t.slug from identity.slug s join platform.tenant t on t.id = s.tenant_id where s.slug = wanted
$$;

create function identity.slug_conflict(wanted text, wanted_skeleton text) returns text
language sql stable security definer set search_path = '' as $$
  select s.slug from identity.slug s where s.slug = wanted or s.skeleton = wanted_skeleton
  order by s.slug = wanted desc limit 1
$$;

revoke execute on all functions in schema identity from public;
grant execute on all functions in schema identity to ${app};
