-- A proof, within a session, that it is still its user who is there. The latest one a session has; it ends with the session.
create table reverifications (
  instance_id text not null,
  session_id text not null,
  level text not null check (level in ('first_factor', 'second_factor', 'multi_factor')),
  status text not null check (status in ('needs_first_factor', 'needs_second_factor', 'complete')),
  first_factor_verification_id text,
  created_at timestamptz not null default now(),
  primary key (instance_id, session_id),
  foreign key (instance_id, session_id) references sessions (instance_id, id) on delete cascade
);
