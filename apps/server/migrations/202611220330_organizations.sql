-- What a role can allow. `system`: what our own operations ask for; the same in every instance, and nobody's to change.
create table organization_permissions (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  key text not null,
  name text not null,
  description text not null default '',
  type text not null check (type in ('system', 'user')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id)
);
create unique index organization_permissions_key on organization_permissions (instance_id, key);

create table organization_roles (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  key text not null,
  name text not null,
  description text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id)
);
create unique index organization_roles_key on organization_roles (instance_id, key);

create table organization_role_permissions (
  instance_id text not null,
  role_id text not null,
  permission_id text not null,
  created_at timestamptz not null default now(),
  primary key (instance_id, role_id, permission_id),
  foreign key (instance_id, role_id) references organization_roles (instance_id, id) on delete cascade,
  foreign key (instance_id, permission_id) references organization_permissions (instance_id, id) on delete cascade
);
create index organization_role_permissions_permission_id on organization_role_permissions (instance_id, permission_id);

-- Which roles the members of an organization can have. References among these are looked at with the commit: an instance goes
-- with all of them at once. New organizations have the `initial` one.
create table role_sets (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  key text not null,
  name text not null,
  description text,
  type text not null check (type in ('initial', 'custom')),
  default_role_id text not null,
  creator_role_id text not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, default_role_id) references organization_roles (instance_id, id) deferrable initially deferred,
  foreign key (instance_id, creator_role_id) references organization_roles (instance_id, id) deferrable initially deferred
);
create unique index role_sets_key on role_sets (instance_id, key);
create unique index role_sets_initial on role_sets (instance_id) where type = 'initial';

create table role_set_roles (
  instance_id text not null,
  role_set_id text not null,
  role_id text not null,
  created_at timestamptz not null default now(),
  primary key (instance_id, role_set_id, role_id),
  foreign key (instance_id, role_set_id) references role_sets (instance_id, id) on delete cascade,
  foreign key (instance_id, role_id) references organization_roles (instance_id, id) deferrable initially deferred
);
create index role_set_roles_role_id on role_set_roles (instance_id, role_id);

create table organizations (
  instance_id text not null references instances (id) on delete cascade,
  id text not null,
  -- Grows with every change of the organization itself.
  version integer not null default 1,
  name text not null,
  -- Null where the instance has no slugs.
  slug text,
  image_id text,
  public_metadata jsonb not null default '{}',
  private_metadata jsonb not null default '{}',
  created_by text,
  -- Null: as the instance says.
  max_allowed_memberships integer,
  admin_delete_enabled boolean,
  role_set_id text not null,
  -- What differs from the policy of the instance.
  policy jsonb not null default '{}',
  -- Kept under the lock of this row, which whoever adds or removes a member holds.
  members_count integer not null default 0,
  last_active_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, role_set_id) references role_sets (instance_id, id) deferrable initially deferred
);
create unique index organizations_slug on organizations (instance_id, slug);
create index organizations_created_at on organizations (instance_id, created_at, id);
create index organizations_created_by on organizations (instance_id, created_by);
create index organizations_role_set_id on organizations (instance_id, role_set_id);
create index organizations_name on organizations (instance_id, lower(name) text_pattern_ops);

create table organization_memberships (
  instance_id text not null,
  id text not null,
  -- Grows with every change of the membership; tokens carry it.
  version integer not null default 1,
  organization_id text not null,
  user_id text not null,
  -- In order: the first is the one that official SDKs see.
  role_ids text[] not null check (cardinality(role_ids) > 0),
  public_metadata jsonb not null default '{}',
  private_metadata jsonb not null default '{}',
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, organization_id) references organizations (instance_id, id) on delete cascade,
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);
create unique index organization_memberships_user on organization_memberships (instance_id, user_id, organization_id);
create index organization_memberships_created_at on organization_memberships (instance_id, organization_id, created_at, id);
create index organization_memberships_role_ids on organization_memberships using gin (role_ids);

create table organization_invitations (
  instance_id text not null,
  id text not null,
  version integer not null default 1,
  organization_id text not null,
  email_address text not null check (email_address = lower(email_address)),
  role_ids text[] not null check (cardinality(role_ids) > 0),
  -- One that was never answered is `expired` after its time, written so or not.
  status text not null check (status in ('pending', 'accepted', 'revoked', 'expired')),
  inviter_id text,
  -- Who accepted it.
  user_id text,
  redirect_url text,
  -- Set where a verified domain invited, not a person.
  organization_domain_id text,
  public_metadata jsonb not null default '{}',
  private_metadata jsonb not null default '{}',
  expire_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, organization_id) references organizations (instance_id, id) on delete cascade
);
create unique index organization_invitations_pending on organization_invitations (instance_id, organization_id, email_address) where status = 'pending';
create index organization_invitations_created_at on organization_invitations (instance_id, organization_id, created_at, id);
create index organization_invitations_email_address on organization_invitations (instance_id, email_address, status);
create index organization_invitations_of_instance on organization_invitations (instance_id, created_at, id);

create table organization_domains (
  instance_id text not null,
  id text not null,
  version integer not null default 1,
  organization_id text not null,
  name text not null check (name = lower(name)),
  enrollment_mode text not null check (enrollment_mode in ('manual_invitation', 'automatic_invitation', 'automatic_suggestion', 'enterprise_sso')),
  affiliation_email_address text,
  affiliation_verification_id text,
  affiliation_verified_at timestamptz,
  affiliation_strategy text,
  -- What the TXT record must say.
  ownership_token text,
  ownership_attempts integer not null default 0,
  ownership_verified_at timestamptz,
  ownership_strategy text,
  ownership_expire_at timestamptz,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, organization_id) references organizations (instance_id, id) on delete cascade
);
create unique index organization_domains_per_organization on organization_domains (instance_id, organization_id, name);
-- Only a proven one enrols people, and only into one organization.
create unique index organization_domains_verified on organization_domains (instance_id, name)
  where affiliation_verified_at is not null or ownership_verified_at is not null;
create index organization_domains_created_at on organization_domains (instance_id, created_at, id);

create table organization_suggestions (
  instance_id text not null,
  id text not null,
  organization_id text not null,
  user_id text not null,
  organization_domain_id text,
  status text not null check (status in ('pending', 'accepted', 'completed')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, organization_id) references organizations (instance_id, id) on delete cascade,
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);
create unique index organization_suggestions_user on organization_suggestions (instance_id, user_id, organization_id);
create index organization_suggestions_organization_id on organization_suggestions (instance_id, organization_id);

create table organization_membership_requests (
  instance_id text not null,
  id text not null,
  organization_id text not null,
  user_id text not null,
  status text not null check (status in ('pending', 'accepted', 'rejected')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  primary key (instance_id, id),
  foreign key (instance_id, organization_id) references organizations (instance_id, id) on delete cascade,
  foreign key (instance_id, user_id) references users (instance_id, id) on delete cascade
);
create unique index organization_membership_requests_pending on organization_membership_requests (instance_id, organization_id, user_id) where status = 'pending';
create index organization_membership_requests_created_at on organization_membership_requests (instance_id, organization_id, created_at, id);
create index organization_membership_requests_user_id on organization_membership_requests (instance_id, user_id);

create index sessions_last_active_organization_id on sessions (instance_id, last_active_organization_id) where last_active_organization_id is not null;

-- Roles and permissions that every instance begins with: those whom everybody in this field expects.
create function create_default_organization_roles(new_instance_id text) returns void language sql as $$
  insert into organization_permissions (instance_id, id, key, name, description, type)
  select new_instance_id, 'perm_' || md5(new_instance_id || key), key, name, description, 'system'
  from (values
    ('org:sys_profile:manage', 'Manage organization', 'Change name, slug, logo and settings of the organization.'),
    ('org:sys_profile:delete', 'Delete organization', 'Delete the organization.'),
    ('org:sys_memberships:read', 'Read members', 'See members, invitations and requests.'),
    ('org:sys_memberships:manage', 'Manage members', 'Invite, remove and give roles.'),
    ('org:sys_domains:read', 'Read domains', 'See verified domains.'),
    ('org:sys_domains:manage', 'Manage domains', 'Add, verify and remove domains.'),
    ('org:sys_billing:read', 'Read billing', 'See plan and statements.'),
    ('org:sys_billing:manage', 'Manage billing', 'Change plan and payment methods.'),
    ('org:sys_entconns:manage', 'Manage enterprise connections', 'Set up single sign-on.'),
    ('org:sys_api_keys:read', 'Read API keys', 'See API keys of the organization.'),
    ('org:sys_api_keys:manage', 'Manage API keys', 'Create and revoke API keys of the organization.')
  ) as system (key, name, description);

  insert into organization_roles (instance_id, id, key, name, description)
  values
    (new_instance_id, 'role_' || md5(new_instance_id || 'org:admin'), 'org:admin', 'Admin', 'May do everything in the organization.'),
    (new_instance_id, 'role_' || md5(new_instance_id || 'org:member'), 'org:member', 'Member', 'May see the other members.');

  insert into organization_role_permissions (instance_id, role_id, permission_id)
  select p.instance_id, r.id, p.id
  from organization_permissions p
  join organization_roles r on r.instance_id = p.instance_id
  where p.instance_id = new_instance_id
    and (r.key = 'org:admin' or p.key in ('org:sys_memberships:read', 'org:sys_billing:read'));

  insert into role_sets (instance_id, id, key, name, type, default_role_id, creator_role_id)
  select new_instance_id, 'roleset_' || md5(new_instance_id), 'role_set:default', 'Default', 'initial', m.id, a.id
  from organization_roles a, organization_roles m
  where a.instance_id = new_instance_id and a.key = 'org:admin' and m.instance_id = new_instance_id and m.key = 'org:member';

  insert into role_set_roles (instance_id, role_set_id, role_id)
  select r.instance_id, 'roleset_' || md5(new_instance_id), r.id from organization_roles r where r.instance_id = new_instance_id;
$$;

-- However an instance comes to be, it has roles: no code that makes one has to know of them.
create function create_default_organization_roles_of_new_instance() returns trigger language plpgsql as $$
begin
  perform create_default_organization_roles(new.id);
  return null;
end $$;
create trigger instances_default_organization_roles after insert on instances
  for each row execute function create_default_organization_roles_of_new_instance();

select create_default_organization_roles(id) from instances;
