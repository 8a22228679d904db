-- Of what was invalidated, what verifiers are told: tokens below this version are refused, and since when.
alter table invalidations
  add column revoked_version integer,
  add column revoked_at timestamptz;
-- A whole set is read newest first, page by page.
create index invalidations_revoked on invalidations (instance_id, revoked_at, kind, key) where revoked_at is not null;
