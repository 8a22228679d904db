-- Where an instance's events are posted to: one address, which is in its settings; here is what only the server knows of it.
create table webhook_endpoints (
  instance_id text primary key references instances (id) on delete cascade,
  sealed_secret bytea not null,
  -- The last event of the log that was looked at; null while nothing is posted.
  epoch integer,
  xid xid8,
  position bigint,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

-- Events that are to be posted, and those that were given up. What was received is deleted.
create table webhook_deliveries (
  instance_id text not null references webhook_endpoints (instance_id) on delete cascade,
  epoch integer not null,
  xid xid8 not null,
  position bigint not null,
  status text not null default 'waiting' check (status in ('waiting', 'failed')),
  attempts integer not null default 0,
  next_attempt_at timestamptz not null,
  failure text,
  created_at timestamptz not null,
  primary key (instance_id, epoch, xid, position)
);
create index webhook_deliveries_waiting on webhook_deliveries (instance_id, next_attempt_at) where status = 'waiting';
