-- The picture that a provider has of somebody, as we keep it. An address is fetched once.
alter table external_accounts add column picture_id text;
-- The copy that became the image of the user; theirs from then on.
alter table external_accounts add column given_image_id text;
-- Null: nothing is to be fetched.
alter table external_accounts add column picture_due_at timestamptz;
-- Tries with the address of now.
alter table external_accounts add column picture_attempts integer not null default 0;
create index external_accounts_picture_due_at on external_accounts (instance_id, picture_due_at) where picture_due_at is not null;
