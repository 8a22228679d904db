-- One attempt to sign up. What is collected becomes a user only when nothing is missing and the address is proven.
create table sign_ups (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  client_id text not null,
  version integer not null default 1,
  status text not null check (status in ('missing_requirements', 'complete', 'abandoned')),
  email_address text check (email_address = lower(email_address)),
  -- Somebody has the address already; only its owner is told, by mail.
  email_address_taken boolean not null default false,
  email_verification_id text,
  email_verified_at timestamptz,
  email_verified_by text,
  username text,
  first_name text,
  last_name text,
  locale text,
  password_hasher text,
  password_digest text,
  unsafe_metadata jsonb not null default '{}',
  external_id text,
  custom_action boolean not null default false,
  legal_accepted_at timestamptz,
  created_session_id text,
  created_user_id text,
  abandon_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, client_id) references clients (instance_id, id) on delete cascade
);
create index sign_ups_client_id on sign_ups (instance_id, client_id);
create index sign_ups_abandon_at on sign_ups (instance_id, abandon_at);
