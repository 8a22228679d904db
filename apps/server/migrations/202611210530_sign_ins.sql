-- One attempt to sign in, from the identifier to the session.
create table sign_ins (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  client_id text not null,
  status text not null check (status in ('needs_identifier', 'needs_first_factor', 'needs_new_password', 'complete', 'abandoned')),
  identifier text,
  -- Null for a stranger: an attempt with an unknown identifier goes on where existence is not told.
  user_id text,
  first_factor_verification_id text,
  first_factor_verified_at timestamptz,
  -- A stranger who proves the address may go on to sign up.
  sign_up_if_missing boolean not null default false,
  created_session_id text,
  abandon_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, client_id) references clients (instance_id, id) on delete cascade,
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);
create index sign_ins_client_id on sign_ins (instance_id, client_id);
create index sign_ins_user_id on sign_ins (instance_id, user_id) where user_id is not null;
create index sign_ins_abandon_at on sign_ins (instance_id, abandon_at);
