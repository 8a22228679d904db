-- How far the users whom a domain finds have been asked in, by the id of their address. Null: all have been, or none is to be.
alter table organization_domains add column enrolled_up_to text;
create index organization_domains_to_enrol on organization_domains (instance_id, id) where enrolled_up_to is not null;

-- Who has proven an address of a domain.
create index email_addresses_domain on email_addresses (instance_id, (substring(email_address from '[^@]*$')), id)
  where verified_at is not null;

create index organization_invitations_domain on organization_invitations (instance_id, organization_domain_id)
  where organization_domain_id is not null and status = 'pending';
create index organization_suggestions_domain on organization_suggestions (instance_id, organization_domain_id)
  where status = 'pending';
