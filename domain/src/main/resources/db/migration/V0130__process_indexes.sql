-- What is asked often, or across all tenants, finds its rows by an index.
create index process_uses on platform.process (kind, business_key text_pattern_ops);
create index process_tenant_slug on platform.process (tenant_slug, id desc);
drop index platform.process_recent;

create index outbox_open on platform.outbox (state, created_at) where state in ('new', 'poison');
create index outbox_pending on platform.outbox (workflow_id) where state <> 'done';

-- A range instead of a pattern: the index serves it whatever the key is. A slash is the character after the dot.
create or replace function platform.process_uses(wanted_kind text, wanted_key text) returns bigint
language sql stable security definer set search_path = '' as $$
  select count(*) from platform.process p
  where p.kind = wanted_kind
    and (p.business_key = wanted_key
      or (p.business_key operator(pg_catalog.~>=~) (wanted_key || '.')
        and p.business_key operator(pg_catalog.~<~) (wanted_key || '/')))
$$;
