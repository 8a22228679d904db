-- One proof under way: a code or link that was sent, or a ticket. Codes and link tokens are kept as hashes only.
create table verifications (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  strategy text not null,
  status text not null check (status in ('unverified', 'verified', 'failed', 'expired', 'transferable')),
  -- What is being proven, and for whom: an address on a sign-in, a sign-up or a user's profile.
  purpose text not null,
  owner_id text not null,
  target text,
  code_hash bytea,
  token_hash bytea,
  redirect_url text,
  client_id text,
  attempts integer not null default 0,
  expire_at timestamptz not null,
  verified_at timestamptz,
  created_at timestamptz not null default now(),
  primary key (instance_id, id)
);
create index verifications_token_hash on verifications (instance_id, token_hash) where token_hash is not null;
create index verifications_expire_at on verifications (instance_id, expire_at);

-- Mail and texts that were, or are to be, sent: an outbox written in the transaction that causes the message.
create table outgoing_messages (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  channel text not null check (channel in ('email', 'sms')),
  template text not null,
  recipient text not null,
  subject text,
  body_text text not null,
  body_html text,
  status text not null check (status in ('queued', 'delivered', 'failed', 'inbox', 'suppressed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null default now(),
  failure text,
  user_id text,
  created_at timestamptz not null default now(),
  primary key (instance_id, id)
);
create index outgoing_messages_created_at on outgoing_messages (instance_id, created_at);
create index outgoing_messages_queued on outgoing_messages (instance_id, next_attempt_at) where status = 'queued';
