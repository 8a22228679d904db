-- What a handshake left for the app's server to fetch, under a single-use nonce kept as a hash. The cookies are sealed.
create table handshake_payloads (
  instance_id text not null references instances (id) on delete cascade,
  nonce_hash bytea not null,
  sealed_directives bytea not null,
  first_read_at timestamptz,
  expire_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (instance_id, nonce_hash)
);
create index handshake_payloads_expire_at on handshake_payloads (instance_id, expire_at);

-- Refresh tokens let an app's server renew an expired session token without a redirect. Each is replaced at its use.
create table session_refresh_tokens (
  instance_id text not null,
  token_hash bytea not null,
  session_id text not null,
  consumed_at timestamptz,
  -- `jti` of the session token it was used with: the same pair is accepted again for a moment, another never.
  consumed_with text,
  expire_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (instance_id, token_hash),
  foreign key (instance_id, session_id) references sessions (instance_id, id) on delete cascade
);
create index session_refresh_tokens_session_id on session_refresh_tokens (instance_id, session_id);
create index session_refresh_tokens_expire_at on session_refresh_tokens (instance_id, expire_at);

-- Single-use tokens that carry a client from the primary domain to a satellite.
create table client_sync_tokens (
  instance_id text not null,
  token_hash bytea not null,
  client_id text not null,
  redirect_url text not null,
  consumed_at timestamptz,
  expire_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (instance_id, token_hash),
  foreign key (instance_id, client_id) references clients (instance_id, id) on delete cascade
);
create index client_sync_tokens_expire_at on client_sync_tokens (instance_id, expire_at);
create index client_sync_tokens_client_id on client_sync_tokens (instance_id, client_id);
