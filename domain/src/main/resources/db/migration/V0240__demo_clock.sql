-- How far the time by which business waits is ahead of the clock: one row for the whole installation, since all of it has one time.
create table platform.demo_clock (
  id integer primary key check (id = 1),
  offset_seconds bigint not null check (offset_seconds >= 0),
  moved_at timestamptz,
  moved_by uuid
);
insert into platform.demo_clock (id, offset_seconds) values (1, 0);
alter table platform.demo_clock enable row level security;
alter table platform.demo_clock force row level security;
create policy installation on platform.demo_clock for select using (true);
grant select on platform.demo_clock to ${app}, ${relay};

-- The only way to move it: forward, up to a limit, on the relay's word. Says how far it is now; nothing when it did not move.
create function platform.advance_clock(seconds bigint, at_most bigint, at timestamptz, by_person uuid) returns setof bigint
language sql volatile security definer set search_path = '' as $$
  update platform.demo_clock
  set offset_seconds = offset_seconds + seconds, moved_at = at, moved_by = by_person
  where seconds > 0 and offset_seconds + seconds <= at_most
  returning offset_seconds
$$;
revoke execute on function platform.advance_clock(bigint, bigint, timestamptz, uuid) from public;
grant execute on function platform.advance_clock(bigint, bigint, timestamptz, uuid) to ${relay};

-- The offset that the workflow of a process was told last.
alter table platform.process add column clock_offset bigint not null default 0;
grant update (clock_offset) on platform.process to ${app};
create index process_told on platform.process (clock_offset) where clock_offset > 0;
