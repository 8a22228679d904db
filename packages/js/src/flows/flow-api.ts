/** What a flow may ask of the world. A flow knows no browser, no cookie and no clock but these. */
import type { ClientStateResource } from '@keywright/contract'
import type { z } from 'zod'

/** Who is signed in on this browser or device, as the Frontend API writes it. */
export type ClientState = z.output<typeof ClientStateResource>

/** One call of the Frontend API. */
export interface FlowCall {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  /** Below the Frontend API, such as `/v1/client/sign_ins`. */
  path: string
  /** What a list is narrowed by; written as a form is. */
  query?: FlowCall['form']
  /** Sent as a form. `undefined` is left out, `null` is sent as the empty text, lists repeat their name. */
  form?: Readonly<Record<string, string | number | boolean | null | undefined | readonly string[]>>
  /** Sent instead of a form, as the multipart field `file`. */
  file?: Blob
}

/** How a flow reaches the server. The client's own transport implements it; tests write down what it answers. */
export interface FlowApi {
  /**
   * Sends a call and gives the resource of its answer. The client that comes along (wire contract 3.2) has reached
   * everybody who watches it before this resolves.
   *
   * @throws KeywrightApiError when the server refuses, with `network_error` when it cannot be reached.
   */
  send<Resource>(call: FlowCall): Promise<Resource>
}
