import { index, layout, type RouteConfig, route } from '@react-router/dev/routes'

export default [
  index('routes/home.tsx'),
  route('sign-in', 'routes/sign-in.tsx'),
  route('sign-up', 'routes/sign-up.tsx'),
  layout('routes/members-only.tsx', [
    route('dashboard', 'routes/dashboard.tsx'),
    route('members', 'routes/members.tsx'),
    route('api/me', 'routes/api-me.ts'),
  ]),
  route('api/webhooks/keywright', 'routes/webhook.ts'),
] satisfies RouteConfig
