export type { ClientState, FlowApi, FlowCall } from './flow-api.ts'
