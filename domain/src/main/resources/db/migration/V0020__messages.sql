-- How far a channel has come. Both numbers are raised under this row's lock, in the transaction of the message:
-- a reader never sees a gap that a late commit could still fill.
create table messages.head (
  tenant_id uuid not null,
  channel_id uuid not null primary key,
  last_seq bigint not null,
  last_version bigint not null,
  foreign key (tenant_id, channel_id) references spaces.channel (tenant_id, id) on delete cascade
) with (fillfactor = 50);
call platform.wall('messages.head');
grant select, insert, delete on messages.head to ${app};
grant update (last_seq, last_version) on messages.head to ${app};

create table messages.message (
  tenant_id uuid not null,
  id uuid not null,
  space_id uuid not null,
  channel_id uuid not null,
  seq bigint not null,
  -- the channel's change version of the last change of this message
  version bigint not null,
  thread_id uuid,
  author_id uuid not null,
  author_kind text not null check (author_kind in ('person', 'agent', 'customer', 'system')),
  author_name text not null,
  type text not null check (type in
    ('text', 'image', 'widget', 'system', 'ai_agent', 'voice_ai', 'web_chat', 'customer_inquiry')),
  text text not null,
  html text not null,
  plain text not null,
  blocks jsonb,
  department text check (department in ('sales', 'marketing', 'operations', 'support', 'finance')),
  workflow text,
  priority text not null check (priority in ('low', 'normal', 'high', 'urgent')),
  journey text check (journey in ('awareness', 'consideration', 'purchase', 'retention')),
  metadata jsonb,
  client_id text,
  -- of the canonical body: a repeat with another content is told apart from a repeat
  content_hash bytea,
  created_at timestamptz not null,
  edited_at timestamptz,
  deleted_at timestamptz,
  primary key (tenant_id, id),
  foreign key (tenant_id, channel_id) references spaces.channel (tenant_id, id) on delete cascade,
  foreign key (tenant_id, thread_id) references messages.message (tenant_id, id)
);
create unique index message_seq on messages.message (channel_id, seq);
create index message_version on messages.message (channel_id, version);
create unique index message_client on messages.message (channel_id, author_id, client_id) where client_id is not null;
create index message_thread on messages.message (thread_id) where thread_id is not null;
call platform.wall('messages.message');
grant select, insert, delete on messages.message to ${app};
grant update (version, text, html, plain, blocks, content_hash, edited_at, deleted_at) on messages.message to ${app};

-- What a message said before it was changed: written once.
create table messages.revision (
  tenant_id uuid not null,
  message_id uuid not null,
  version bigint not null,
  text text not null,
  replaced_by uuid not null,
  replaced_at timestamptz not null,
  primary key (tenant_id, message_id, version),
  foreign key (tenant_id, message_id) references messages.message (tenant_id, id) on delete cascade
);
call platform.wall('messages.revision');
grant select, insert on messages.revision to ${app};

create table messages.read_mark (
  tenant_id uuid not null,
  channel_id uuid not null,
  person_id uuid not null references identity.person (id) on delete cascade,
  seq bigint not null,
  read_at timestamptz not null,
  primary key (tenant_id, channel_id, person_id),
  foreign key (tenant_id, channel_id) references spaces.channel (tenant_id, id) on delete cascade
);
call platform.wall('messages.read_mark');
grant select, insert, update, delete on messages.read_mark to ${app};

create function messages.tenant_of_message(wanted uuid) returns uuid
language sql stable security definer set search_path = '' as $$
  select m.tenant_id from messages.message m where m.id = wanted
$$;
create unique index message_id on messages.message (id);
revoke execute on all functions in schema messages from public;
grant execute on all functions in schema messages to ${app};
