-- Grows with every change, so that a consumer of events can tell late from new.
alter table organization_permissions add column version integer not null default 1;
alter table organization_roles add column version integer not null default 1;
alter table role_sets add column version integer not null default 1;

-- Members and pending invitations on their way from the roles of a set to others, a few at a time.
create table role_set_migrations (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  source_role_set_id text not null,
  -- Null: the organizations keep their set.
  dest_role_set_id text,
  trigger_type text not null check (trigger_type in ('role_set_deletion', 'role_removal')),
  status text not null check (status in ('enqueued', 'in_progress', 'completed')),
  -- Ids of roles: which one takes the place of which.
  mappings jsonb not null,
  migrated_members integer not null default 0,
  started_at timestamptz,
  completed_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id)
);
create unique index role_set_migrations_under_way on role_set_migrations (instance_id, source_role_set_id) where status <> 'completed';
