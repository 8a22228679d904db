-- A client's token is replaced whenever its privileges grow. The generation counts the tokens, so that the previous
-- one, which stays valid for a moment, opens nothing that came after it.
alter table clients add column token_generation integer not null default 1;

-- The generation of the client's token when the session began.
alter table sessions add column client_generation integer not null default 1;

create index clients_created_at on clients (instance_id, created_at, id);

-- For the sweep that marks sessions whose time is over.
create index sessions_lapsing on sessions (instance_id, least(expire_at, abandon_at)) where status in ('active', 'pending');
