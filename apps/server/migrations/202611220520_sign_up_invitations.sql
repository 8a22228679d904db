-- The invitation that an attempt began with: whoever makes it becomes a member with its end.
alter table sign_ups add column organization_invitation_id text;
