-- Who pressed which button of a widget. There is one press for each state a block was in: that is what decides between two people
-- who press at once, and it is never changed.
create table messages.press (
  tenant_id uuid not null,
  message_id uuid not null,
  block text not null,
  revision integer not null,
  person_id uuid not null,
  person_name text not null,
  action text not null,
  form jsonb not null,
  pressed_at timestamptz not null,
  primary key (tenant_id, message_id, block, revision),
  foreign key (tenant_id, message_id) references messages.message (tenant_id, id) on delete cascade
);
call platform.wall('messages.press');
grant select, insert on messages.press to ${app};
