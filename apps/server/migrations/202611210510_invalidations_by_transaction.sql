-- Processes read what other transactions invalidated since they last looked, by transaction id: no commit is missed,
-- however long it took.
create index invalidations_xid on invalidations (xid);
