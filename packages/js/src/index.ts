export type { ClientState, FlowApi, FlowCall } from './flows/flow-api.ts'
