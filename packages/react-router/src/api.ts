/** `api.server`, as older code imports the Backend API. */
export * from '@keywright/backend'
