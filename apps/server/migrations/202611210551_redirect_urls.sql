-- URLs of native apps to which sign-ins may return.

create table redirect_urls (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  url text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id)
);
create unique index redirect_urls_url on redirect_urls (instance_id, url);
