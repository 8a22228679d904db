-- Applications, their instances, and what identifies an instance: hosts, keys, settings.
-- These are the global tables: they are read before it is known which instance a request belongs to.

create table applications (
  id text primary key,
  name text not null,
  is_system boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table instances (
  id text primary key,
  application_id text not null references applications (id) on delete cascade,
  slug text not null unique,
  environment_type text not null check (environment_type in ('development', 'staging', 'production')),
  -- Stored once and never computed again: the cookie suffix hashes exactly this text.
  publishable_key text not null unique,
  -- The host encoded in the publishable key; session tokens carry `https://` and exactly this as `iss`.
  frontend_host text not null,
  home_origin text,
  is_default boolean not null default false,
  is_system boolean not null default false,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create unique index instances_one_default on instances (is_default) where is_default;
create index instances_application_id on instances (application_id);

create table instance_hosts (
  host text primary key,
  instance_id text not null references instances (id) on delete cascade
);

create table instance_secret_keys (
  id text primary key,
  instance_id text not null references instances (id) on delete cascade,
  secret_hash bytea not null unique,
  -- Sealed, so that the operator can read their own key again; the hash is what requests are compared with.
  sealed_secret bytea not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table platform_keys (
  id text primary key,
  secret_hash bytea not null unique,
  sealed_secret bytea not null,
  created_at timestamptz not null default now(),
  revoked_at timestamptz
);

create table signing_keys (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  algorithm text not null check (algorithm in ('RS256', 'ES256')),
  public_jwk jsonb not null,
  sealed_private_key bytea not null,
  -- `active` signs; `retiring` only verifies, until retire_at.
  status text not null check (status in ('active', 'retiring')),
  created_at timestamptz not null default now(),
  retire_at timestamptz,
  primary key (instance_id, id)
);
create unique index signing_keys_one_active on signing_keys (instance_id) where status = 'active';

create table instance_settings (
  instance_id text primary key references instances (id) on delete cascade,
  version integer not null default 1,
  -- Only what differs from the defaults of the settings schema.
  document jsonb not null default '{}',
  updated_at timestamptz not null default now()
);
