export * from '@keywright/backend/errors'
