'use server'
import { auth } from '@keywright/nextjs/server'
import { revalidatePath } from 'next/cache'
import type { Project } from '../../data/database.ts'
import * as projects from '../../data/projects.ts'

const text = (form: FormData, name: string, lengthMax = 80) =>
  String(form.get(name) ?? '')
    .trim()
    .slice(0, lengthMax)

const idPattern = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/

// An action can be called by anybody who knows it, so each of them asks who it is.
export async function addProject(form: FormData): Promise<void> {
  const { userId: ownerId } = await auth.protect()
  const [name, client, due] = [text(form, 'name'), text(form, 'client'), text(form, 'due')]
  if (!name || !client) return
  const dueOn = /^\d{4}-\d{2}-\d{2}$/.test(due) ? due : null
  await projects.addProject({ ownerId, name, client, dueOn })
  revalidatePath('/dashboard')
}

export async function moveProject(id: string, status: Project['status']): Promise<void> {
  const { userId } = await auth.protect()
  if (idPattern.test(id)) await projects.moveProject(userId, id, status)
  revalidatePath('/dashboard')
}

export async function removeProject(id: string): Promise<void> {
  const { userId } = await auth.protect()
  if (idPattern.test(id)) await projects.removeProject(userId, id)
  revalidatePath('/dashboard')
}
