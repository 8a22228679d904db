-- How many codes and links an address was sent of late, and how many wrong guesses it has seen.
create index verifications_target on verifications (instance_id, target, created_at) where target is not null;
