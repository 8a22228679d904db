/** The stories on the official SDK, so that ours does what code written for that expects. Where the two differ, it says why. */
import { clerkMiddleware, createClerkClient, getAuth, requireAuth } from '@clerk/express'
import type { HostOptions } from '@keywright/test-kit/adapter-host'
import { describeAdapter } from '@keywright/test-kit/adapter-suite'
import express, { type RequestHandler } from 'express'
import { createRouteMatcher } from './index.ts'
import { type ExpressAdapter, expressHost } from './testing/express-host.ts'

/** Its middleware asks the API with keys of the environment, unless it is given a client. */
function middleware(given: Parameters<ExpressAdapter['middleware']>[0]): RequestHandler {
  const withClient = ({ environment, ...options }: HostOptions) => {
    Object.assign(process.env, environment)
    return { ...options, ...(options.secretKey ? { clerkClient: createClerkClient(options) } : {}) }
  }
  return typeof given === 'function'
    ? clerkMiddleware((request) => withClient(given(request)))
    : clerkMiddleware(withClient(given))
}

const noReturn = 'requireAuth sends everybody to the sign-in, and nobody back'

const differs = {
  'that is a program gets 401 in JSON where members only may be': noReturn,
  'that fills a form gets 401 too, since the form would be lost': noReturn,
  'on a page is sent to the sign-in, and would come back': noReturn,
  'is sent to a sign-in of the app itself': noReturn,
  'with tasks left is nobody yet, unless the app says otherwise': noReturn,
  'with tasks left is sent to them': noReturn,
  'brings no header and no host of its own into a redirect': noReturn,
  'shows custom claims, which open no door': 'they are in sessionClaims only',
  'with a host that is none is a bad request': 'it takes what comes before the slash',
  'answers with all its cookies, and with redirects that stay here':
    'of several cookies the last one is left',
  'has it by its name of old, too': 'it puts org: before a name, which helps admin but not basic_member',
  'may answer any method': 'TRACE is a bad request',
}

const adapter = { middleware, getAuth, requireAuth, createRouteMatcher } as unknown as ExpressAdapter

/** It learns of the proxy in front of the app from Express. */
function createApp() {
  const app = express()
  app.set('trust proxy', true)
  return app
}

describeAdapter(expressHost('@clerk/express', createApp, adapter, differs))
