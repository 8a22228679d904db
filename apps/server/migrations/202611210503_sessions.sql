-- A client is one browser or device; it holds sessions, and at most one sign-in and one sign-up under way.
create table clients (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  -- SHA-256 of the token in the `__client` cookie. The previous one stays valid for a moment after a rotation.
  token_hash bytea not null,
  previous_token_hash bytea,
  previous_token_valid_until timestamptz,
  last_active_session_id text,
  last_authentication_strategy text,
  sign_in_id text,
  sign_up_id text,
  created_at timestamptz not null default now(),
  -- Moves only when the authentication state changes: `__client_uat` is made from it (wire contract 3.2).
  updated_at timestamptz not null default now(),
  primary key (instance_id, id)
);
create unique index clients_token_hash on clients (instance_id, token_hash);
create index clients_previous_token_hash on clients (instance_id, previous_token_hash) where previous_token_hash is not null;

create table sessions (
  instance_id text not null,
  id text not null,
  client_id text not null,
  user_id text not null,
  version integer not null default 1,
  status text not null check (status in ('active', 'pending', 'ended', 'removed', 'replaced', 'expired', 'revoked', 'abandoned')),
  actor jsonb,
  last_active_organization_id text,
  first_factor_verified_at timestamptz,
  second_factor_verified_at timestamptz,
  ip_address text,
  user_agent text,
  last_active_at timestamptz not null default now(),
  expire_at timestamptz not null,
  abandon_at timestamptz not null,
  ended_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, client_id) references clients (instance_id, id) on delete cascade,
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);
create index sessions_client_id on sessions (instance_id, client_id);
create index sessions_user_id on sessions (instance_id, user_id, status);
create index sessions_created_at on sessions (instance_id, created_at, id);
