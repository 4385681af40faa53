create schema onboarding;
grant usage on schema onboarding to ${app};

-- What was asked for; lives and dies with its tenant, while the process row keeps the story.
create table onboarding.onboarding (
  tenant_id uuid primary key references platform.tenant (id) on delete cascade,
  process_id uuid not null unique,
  space_id uuid not null,
  -- the message that shows the progress, from the moment there is a channel for it
  card_id uuid,
  owner_id uuid not null,
  template text not null,
  template_version integer not null,
  business_name text not null,
  referrer_slug text,
  request_key text unique,
  fingerprint bytea not null,
  created_at timestamptz not null,
  opened_at timestamptz,
  foreign key (tenant_id, process_id) references platform.process (tenant_id, id)
);
call platform.wall('onboarding.onboarding');
grant select, insert on onboarding.onboarding to ${app};
grant update (card_id, opened_at) on onboarding.onboarding to ${app};

create table onboarding.checklist_item (
  tenant_id uuid not null references onboarding.onboarding (tenant_id) on delete cascade,
  key text not null,
  label text not null,
  hint text not null,
  position integer not null,
  done_at timestamptz,
  done_by text,
  primary key (tenant_id, key)
);
call platform.wall('onboarding.checklist_item');
grant select, insert, delete on onboarding.checklist_item to ${app};
grant update (done_at, done_by) on onboarding.checklist_item to ${app};

-- A repeated request knows its key, not yet its tenant.
create function onboarding.tenant_of_request(wanted text) returns uuid
language sql stable security definer set search_path = '' as $$
  select o.tenant_id from onboarding.onboarding o where o.request_key = wanted
$$;
revoke execute on function onboarding.tenant_of_request(text) from public;
grant execute on function onboarding.tenant_of_request(text) to ${app};
