import { moveProject, removeProject } from '../app/dashboard/actions.ts'
import type { Project } from '../data/database.ts'

const labels: Record<Project['status'], { now: string; next: string }> = {
  planned: { now: 'Planned', next: 'Start' },
  active: { now: 'In progress', next: 'Mark as done' },
  done: { now: 'Done', next: 'Open again' },
}

const days = new Intl.DateTimeFormat('en', { month: 'short', day: 'numeric', timeZone: 'UTC' })

export function ProjectRow({ project }: { project: Project }) {
  const { id, name, client, status, dueOn } = project
  return (
    <li className="project">
      <div className="project-name">
        <strong>{name}</strong>
        <span className="muted">{client}</span>
      </div>
      <span className="pill" data-status={status}>
        {labels[status].now}
      </span>
      <span className="due muted">{dueOn ? `Due ${days.format(new Date(dueOn))}` : 'No date'}</span>
      <div className="project-actions">
        <form action={moveProject.bind(null, id, status)}>
          <button type="submit" className="quiet">
            {labels[status].next}
          </button>
        </form>
        <form action={removeProject.bind(null, id)}>
          <button type="submit" className="quiet" aria-label={`Delete ${name}`}>
            Delete
          </button>
        </form>
      </div>
    </li>
  )
}
