-- Who takes over when the only administrator is deleted, by the choice of the organization: one of its members, or nobody in particular.
alter table organizations add column successor_id text;

-- What somebody has sent and nobody has answered, when they are deleted.
create index organization_invitations_inviter on organization_invitations (instance_id, inviter_id)
  where inviter_id is not null and status = 'pending';
