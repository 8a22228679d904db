import { currentUser } from '@keywright/nextjs/server'
import { redirect } from 'next/navigation'
import { MemberFrame } from '../../components/member-frame.tsx'
import { ProjectRow } from '../../components/project-row.tsx'
import { listProjects } from '../../data/projects.ts'
import { addProject } from './actions.ts'

export const metadata = { title: 'Projects' }

export default async function Dashboard() {
  const user = await currentUser()
  if (!user) redirect('/sign-in')
  const projects = await listProjects(user.id)
  const count = (status: string) => projects.filter((project) => project.status === status).length
  return (
    <MemberFrame current="/dashboard">
      <div className="title">
        <div>
          <h1>{user.firstName ? `Good to see you, ${user.firstName}` : 'Your projects'}</h1>
          <p className="muted" data-testid="email">
            {user.emailAddresses[0]?.emailAddress}
          </p>
        </div>
      </div>
      <dl className="tiles">
        <Tile name="In progress" value={count('active')} />
        <Tile name="Planned" value={count('planned')} />
        <Tile name="Done" value={count('done')} />
      </dl>
      <section className="card" aria-labelledby="new-project">
        <h2 id="new-project">New project</h2>
        <form action={addProject} className="fields">
          <label>
            Project
            <input name="name" required maxLength={80} placeholder="Website relaunch" />
          </label>
          <label>
            Client
            <input name="client" required maxLength={80} placeholder="Halvorsen & Sons" />
          </label>
          <label>
            Due <input name="due" type="date" />
          </label>
          <button type="submit" className="button">
            Add project
          </button>
        </form>
      </section>
      <section className="card flush" aria-label="Projects">
        {projects.length === 0 ? (
          <p className="empty">
            <strong>Nothing here yet</strong>
            <span className="muted">Add the first project, and see where it stands from then on.</span>
          </p>
        ) : (
          <ul className="projects">
            {projects.map((project) => (
              <ProjectRow key={project.id} project={project} />
            ))}
          </ul>
        )}
      </section>
    </MemberFrame>
  )
}

function Tile({ name, value }: { name: string; value: number }) {
  return (
    <div className="tile">
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
