-- Domains of an instance: one primary, any number of satellites. The hosts they bring are in instance_hosts, where a
-- host belongs to one instance of the whole server.

create table domains (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  name text not null,
  is_satellite boolean not null,
  proxy_url text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id)
);
create unique index domains_name on domains (instance_id, name);
create unique index domains_one_primary on domains (instance_id) where not is_satellite;
create index instance_hosts_instance_id on instance_hosts (instance_id);
