-- Authenticator apps, one for a user.
create table totps (
  instance_id text not null,
  id text not null,
  user_id text not null,
  sealed_secret bytea not null,
  -- Null until the first right code: it does not count yet.
  verified_at timestamptz,
  -- The time step of the last code that was right: none counts twice.
  last_used_step integer,
  -- Wrong codes since a moment.
  wrong_codes integer not null default 0,
  wrong_codes_since timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);
create unique index totps_user_id on totps (instance_id, user_id);

-- Codes for when the second factor is lost. Each counts once: whoever uses it deletes it.
create table backup_codes (
  instance_id text not null,
  user_id text not null,
  code_hash bytea not null,
  created_at timestamptz not null default now(),
  primary key (instance_id, user_id, code_hash),
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);

alter table users add column mfa_enabled_at timestamptz;
alter table users add column mfa_disabled_at timestamptz;

alter table sign_ins add column second_factor_verification_id text;
-- The organization that a ticket led to, until the second factor is proven.
alter table sign_ins add column organization_id text;
-- A password that takes the place of the old one once the second factor is proven.
alter table sign_ins add column new_password_hasher text;
alter table sign_ins add column new_password_digest text;
alter table sign_ins add column ends_other_sessions boolean not null default false;
alter table sign_ins drop constraint sign_ins_status_check;
alter table sign_ins add constraint sign_ins_status_check check (status in ('needs_identifier', 'needs_first_factor', 'needs_second_factor', 'needs_new_password', 'complete', 'abandoned')) not valid;
alter table sign_ins validate constraint sign_ins_status_check;

alter table reverifications add column second_factor_verification_id text;
