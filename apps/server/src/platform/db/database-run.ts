/**
 * SQL that names this run of this database. Another start of the server, a restore or a failover gives another name:
 * transaction ids from before may mean nothing then, or something else.
 */
export const databaseRun = `(select d.oid::text from pg_database d where d.datname = current_database())
  || '-' || floor(extract(epoch from pg_postmaster_start_time()) * 1000)::text`
