-- Removing a person looks for their rows by these.
create index read_mark_person on messages.read_mark (person_id);
create index channel_member_person on spaces.channel_member (person_id);
create index invitation_inviter on spaces.invitation (invited_by);
create index invitation_accepter on spaces.invitation (accepted_by);

-- A deletion takes the metadata too; the fingerprint of what was posted never changes.
grant update (metadata) on messages.message to ${app};
revoke update (content_hash) on messages.message from ${app};

-- What is over is removed for everybody at once, in pages, by the owner and on the relay's word: the application, which could
-- log everybody out with it, may not.
create index login_expiry on identity.login (expires_at);
create index refresh_token_expiry on identity.refresh_token (expires_at);
create index invitation_expiry on spaces.invitation (expires_at);

create function identity.purge_logins(expired_before timestamptz, at_most integer) returns integer
language sql volatile security definer set search_path = '' as $$
  with gone as (
    delete from identity.login where id in (
      select l.id from identity.login l where l.expires_at < expired_before
      order by l.expires_at limit at_most for update skip locked)
    returning 1)
  select count(*)::integer from gone
$$;

create function identity.purge_refresh_tokens(expired_before timestamptz, at_most integer) returns integer
language sql volatile security definer set search_path = '' as $$
  with gone as (
    delete from identity.refresh_token where token_hash in (
      select r.token_hash from identity.refresh_token r where r.expires_at < expired_before
      order by r.expires_at limit at_most for update skip locked)
    returning 1)
  select count(*)::integer from gone
$$;

create function spaces.purge_invitations(expired_before timestamptz, at_most integer) returns integer
language sql volatile security definer set search_path = '' as $$
  with gone as (
    delete from spaces.invitation where id in (
      select i.id from spaces.invitation i where i.expires_at < expired_before
      order by i.expires_at limit at_most for update skip locked)
    returning 1)
  select count(*)::integer from gone
$$;

revoke execute on function identity.purge_logins(timestamptz, integer),
  identity.purge_refresh_tokens(timestamptz, integer), spaces.purge_invitations(timestamptz, integer) from public;
grant execute on function identity.purge_logins(timestamptz, integer),
  identity.purge_refresh_tokens(timestamptz, integer), spaces.purge_invitations(timestamptz, integer) to ${relay};
grant usage on schema identity, spaces to ${relay};
