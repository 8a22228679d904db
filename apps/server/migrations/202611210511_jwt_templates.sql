-- Named shapes of tokens for other services. A template may carry a signing key of its own, sealed.
create table jwt_templates (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  version integer not null default 1,
  name text not null,
  claims jsonb not null,
  lifetime integer not null check (lifetime between 30 and 315360000),
  allowed_clock_skew integer not null check (allowed_clock_skew between 0 and 300),
  signing_algorithm text,
  sealed_signing_key bytea,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  check ((signing_algorithm is null) = (sealed_signing_key is null))
);
create unique index jwt_templates_name on jwt_templates (instance_id, name);
create index jwt_templates_created_at on jwt_templates (instance_id, created_at, id);
