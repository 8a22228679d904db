create table images (
  instance_id text not null,
  id text not null,
  content_type text not null,
  bytes bytea not null,
  created_at timestamptz not null default now(),
  primary key (instance_id, id)
);

create table users (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  -- Grows with every change of the user or of what belongs to them; events and tokens carry it.
  version integer not null default 1,
  external_id text,
  username text,
  first_name text,
  last_name text,
  locale text,
  image_id text,
  primary_email_address_id text,
  public_metadata jsonb not null default '{}',
  private_metadata jsonb not null default '{}',
  unsafe_metadata jsonb not null default '{}',
  banned boolean not null default false,
  delete_self_enabled boolean not null default true,
  create_organization_enabled boolean not null default true,
  create_organizations_limit integer,
  bypass_client_trust boolean not null default false,
  failed_attempt_count integer not null default 0,
  locked_at timestamptz,
  lockout_expires_at timestamptz,
  legal_accepted_at timestamptz,
  last_sign_in_at timestamptz,
  last_active_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id)
);
create unique index users_external_id on users (instance_id, external_id);
create unique index users_username on users (instance_id, lower(username));
create index users_created_at on users (instance_id, created_at, id);
create index users_updated_at on users (instance_id, updated_at);
create index users_last_sign_in_at on users (instance_id, last_sign_in_at);
create index users_last_active_at on users (instance_id, last_active_at);

create table email_addresses (
  instance_id text not null,
  id text not null,
  user_id text not null,
  email_address text not null check (email_address = lower(email_address)),
  verified_at timestamptz,
  -- How it was proven: email_code, email_link, admin, ticket …
  verification_strategy text,
  -- The verification under way or last made, if there is one.
  verification_id text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);
-- Only a proven address is unique: an unproven one on a stranger's profile must not keep its owner out.
create unique index email_addresses_verified on email_addresses (instance_id, email_address) where verified_at is not null;
create unique index email_addresses_per_user on email_addresses (instance_id, user_id, email_address);
create index email_addresses_email_address on email_addresses (instance_id, email_address text_pattern_ops);

create table passwords (
  instance_id text not null,
  user_id text not null,
  hasher text not null,
  digest text not null,
  compromised_at timestamptz,
  updated_at timestamptz not null default now(),
  primary key (instance_id, user_id),
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);
