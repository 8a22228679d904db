export * from '@keywright/express'
