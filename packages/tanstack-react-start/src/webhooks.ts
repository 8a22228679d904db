export * from '@keywright/backend/webhooks'
