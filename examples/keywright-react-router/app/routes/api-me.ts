import { readMember } from '../member.server'
import type { Route } from './+types/api-me'

export const loader = async (args: Route.LoaderArgs) => Response.json(await readMember(args))
