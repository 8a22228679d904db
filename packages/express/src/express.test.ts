import { describeAdapter } from '@keywright/test-kit/adapter-suite'
import express from 'express'
import express4 from 'express-4'
import { createRouteMatcher, getAuth, keywrightMiddleware, requireAuth } from './index.ts'
import { expressHost } from './testing/express-host.ts'

const adapter = { middleware: keywrightMiddleware, getAuth, requireAuth, createRouteMatcher }

describeAdapter(expressHost('Express 5', express, adapter))
describeAdapter(expressHost('Express 4', express4, adapter))
