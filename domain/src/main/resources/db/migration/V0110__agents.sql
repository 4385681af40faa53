-- The AI partners of a space: who they are and what they are for. What they do comes with later features.
create schema agents;
grant usage on schema agents to ${app};

create table agents.agent (
  tenant_id uuid not null,
  id uuid not null unique,
  space_id uuid not null,
  slug text not null check (slug ~ '^[a-z][a-z0-9-]*$'),
  name text not null,
  purpose text not null check (purpose in
    ('general-business', 'ethics-analysis', 'documents-images', 'specialist-knowledge', 'private-legal')),
  provider text not null check (provider in ('openai', 'anthropic', 'gemini', 'deepseek', 'ollama', 'offline')),
  created_at timestamptz not null,
  primary key (tenant_id, id),
  unique (tenant_id, space_id, slug),
  foreign key (tenant_id, space_id) references spaces.space (tenant_id, id) on delete cascade
);
call platform.wall('agents.agent');
grant select, insert, delete on agents.agent to ${app};
grant update (name, provider) on agents.agent to ${app};

-- Personas are never changed, only followed by a next version.
create table agents.persona (
  tenant_id uuid not null,
  agent_id uuid not null,
  version integer not null,
  text text not null,
  created_at timestamptz not null,
  primary key (tenant_id, agent_id, version),
  foreign key (tenant_id, agent_id) references agents.agent (tenant_id, id) on delete cascade
);
call platform.wall('agents.persona');
grant select, insert on agents.persona to ${app};

create table agents.agent_channel (
  tenant_id uuid not null,
  agent_id uuid not null,
  channel_id uuid not null,
  primary key (tenant_id, agent_id, channel_id),
  foreign key (tenant_id, agent_id) references agents.agent (tenant_id, id) on delete cascade,
  foreign key (tenant_id, channel_id) references spaces.channel (tenant_id, id) on delete cascade
);
call platform.wall('agents.agent_channel');
grant select, insert, delete on agents.agent_channel to ${app};
