export * from '@keywright/react-router/api.server'
