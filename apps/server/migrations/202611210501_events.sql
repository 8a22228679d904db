-- The ordered event log. A row is readable once every transaction that could still come before it has ended:
-- epoch below the current one, or xid below pg_snapshot_xmin(pg_current_snapshot()).

create table event_epoch (
  only_row boolean primary key default true check (only_row),
  epoch integer not null default 1
);
insert into event_epoch default values;

create table events (
  epoch integer not null,
  xid xid8 not null default pg_current_xact_id(),
  position bigint generated always as identity,
  id text not null,
  instance_id text not null,
  type text not null,
  entity_id text not null,
  entity_version integer not null,
  -- The Backend API's representation of the entity after the change.
  data jsonb not null,
  -- Who asked for it: ip address and user agent of the request, and the acting administrator, if any.
  attributes jsonb not null default '{}',
  created_at timestamptz not null default now(),
  primary key (epoch, xid, position)
);
create index events_by_instance on events (instance_id, epoch, xid, position);

-- What ends or narrows a session, so that every process can drop what it holds in memory. Versions only grow.
create table invalidations (
  instance_id text not null,
  kind text not null,
  key text not null,
  version integer not null,
  xid xid8 not null default pg_current_xact_id(),
  changed_at timestamptz not null default clock_timestamp(),
  primary key (instance_id, kind, key)
);
create index invalidations_changed_at on invalidations (changed_at);
