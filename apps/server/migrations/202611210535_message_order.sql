-- The dev inbox shows messages in the order in which they were written; clocks are not fine enough to tell.
alter table outgoing_messages add column position bigint generated always as identity;
