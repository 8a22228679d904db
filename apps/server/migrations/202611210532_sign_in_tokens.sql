-- A ticket with which a server lets one user sign in once, without any other proof. Kept as a hash only.
create table sign_in_tokens (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  user_id text not null,
  token_hash bytea not null,
  status text not null check (status in ('pending', 'accepted', 'revoked')),
  expire_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);
create unique index sign_in_tokens_token_hash on sign_in_tokens (instance_id, token_hash);
create index sign_in_tokens_user_id on sign_in_tokens (instance_id, user_id);
