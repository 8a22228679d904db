-- An address can be kept for a user before it is proven: they can sign in with it, and nobody else can claim it.
alter table email_addresses add column reserved boolean not null default false;

-- Proven and reserved addresses are unique together; an unproven one must not keep its owner out.
create unique index email_addresses_claimed on email_addresses (instance_id, email_address) where verified_at is not null or reserved;
drop index email_addresses_verified;
