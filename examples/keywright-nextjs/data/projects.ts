/** Projects belong to whoever made them: every question names the owner. */
import { and, desc, eq } from 'drizzle-orm'
import { openDatabase, type Project, projects } from './database.ts'

export async function listProjects(ownerId: string): Promise<Project[]> {
  const database = await openDatabase()
  return database
    .select()
    .from(projects)
    .where(eq(projects.ownerId, ownerId))
    .orderBy(desc(projects.createdAt))
}

export async function addProject(
  project: Pick<Project, 'ownerId' | 'name' | 'client' | 'dueOn'>,
): Promise<void> {
  const database = await openDatabase()
  await database.insert(projects).values(project)
}

const following = { planned: 'active', active: 'done', done: 'planned' } as const

export async function moveProject(ownerId: string, id: string, status: Project['status']): Promise<void> {
  const database = await openDatabase()
  await database.update(projects).set({ status: following[status] }).where(own(ownerId, id))
}

export async function removeProject(ownerId: string, id: string): Promise<void> {
  const database = await openDatabase()
  await database.delete(projects).where(own(ownerId, id))
}

const own = (ownerId: string, id: string) => and(eq(projects.ownerId, ownerId), eq(projects.id, id))
