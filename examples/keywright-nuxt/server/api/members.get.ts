export default defineEventHandler(async () => (await (await findUsers())?.list()) ?? [])
