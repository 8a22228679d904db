-- A satellite holds the same client token as the primary domain, so the token itself travels between them, sealed; none
-- for a browser that is nobody's client. The state ties the journey to the browser that began it.
alter table client_sync_tokens
  drop column client_id,
  add column sealed_client_token bytea,
  add column state_hash bytea not null,
  add foreign key (instance_id) references instances (id) on delete cascade;
