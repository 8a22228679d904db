-- Messages hold codes and links: what they say is sealed at rest and dropped once it is delivered.
alter table outgoing_messages
  drop column subject,
  drop column body_text,
  drop column body_html,
  add column sealed_content bytea,
  add column updated_at timestamptz not null default now();
