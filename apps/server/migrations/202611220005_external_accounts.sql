-- Providers that were set up for an instance.
create table oauth_connections (
  instance_id text not null references instances (id) on delete cascade,
  -- `google`, or `custom_` and a key for one that the operator described.
  provider text not null,
  enabled boolean not null,
  authenticatable boolean not null default true,
  -- The provider that this server plays itself; development instances only.
  uses_development_provider boolean not null default false,
  client_id text not null default '',
  sealed_client_secret bytea,
  additional_scopes text[] not null default '{}',
  block_email_subaddresses boolean not null default false,
  options jsonb not null default '{}',
  custom jsonb,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, provider)
);

-- One way to a provider and back. Its id is that of the proof it is part of.
create table oauth_attempts (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  provider text not null,
  -- The browser comes back with the state; we keep its hash, and what must not be seen sealed.
  state_hash bytea not null,
  sealed_secrets bytea not null,
  redirect_uri text not null,
  action_complete_redirect_url text,
  -- A native app gets its answer by a nonce, for the browser that comes back is not the app.
  is_native boolean not null default false,
  nonce_hash bytea,
  -- Who came back, with their tokens, until an account takes it over.
  sealed_result bytea,
  used_at timestamptz,
  expire_at timestamptz not null,
  created_at timestamptz not null default now(),
  primary key (instance_id, id)
);
create unique index oauth_attempts_state on oauth_attempts (instance_id, state_hash);
create index oauth_attempts_expire_at on oauth_attempts (instance_id, expire_at);
create unique index oauth_attempts_nonce on oauth_attempts (instance_id, nonce_hash) where nonce_hash is not null;

-- Accounts that users have with providers.
create table external_accounts (
  instance_id text not null,
  id text not null,
  identification_id text not null,
  user_id text not null,
  provider text not null,
  -- Null until the provider has answered.
  provider_user_id text,
  email_address text,
  email_address_verified boolean,
  username text,
  first_name text,
  last_name text,
  image_url text,
  label text,
  public_metadata jsonb not null default '{}',
  approved_scopes text not null default '',
  sealed_tokens bytea,
  access_token_expires_at timestamptz,
  verified_at timestamptz,
  -- The proof under way or last made.
  verification_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);
create unique index external_accounts_provider_user_id on external_accounts (instance_id, provider, provider_user_id) where provider_user_id is not null;
create index external_accounts_user_id on external_accounts (instance_id, user_id);

-- Why a proof failed elsewhere, and where the browser was sent for it.
alter table verifications add column error jsonb;
alter table verifications add column external_redirect_url text;

-- What a sign-up takes over from a provider: the attempt that brought it.
alter table sign_ups add column external_verification_id text;
alter table sign_ups add column external_verified_at timestamptz;

-- A provider's account whose address is somebody's here: connected once they have proven that they are that somebody.
alter table sign_ins add column external_verification_id text;
