import { MemberFrame } from '../../components/member-frame.tsx'
import { listUsers } from '../../data/users.ts'

export const metadata = { title: 'Members' }
export const dynamic = 'force-dynamic'

const days = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })

export default async function Members() {
  const users = await listUsers()
  return (
    <MemberFrame current="/members">
      <div className="title">
        <div>
          <h1>Members</h1>
          <p className="muted">From the app’s own table, which webhooks keep in step.</p>
        </div>
      </div>
      <section className="card flush" aria-label="Members">
        {users.length === 0 ? (
          <p className="empty">
            <strong>Nobody yet</strong>
            <span className="muted">The first delivery of the webhook fills this list.</span>
          </p>
        ) : (
          <table>
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Email address</th>
                <th scope="col">Since</th>
              </tr>
            </thead>
            <tbody>
              {users.map(({ id, name, email, createdAt }) => (
                <tr key={id}>
                  <td>{name || '—'}</td>
                  <td>{email}</td>
                  <td className="muted">{days.format(createdAt)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </MemberFrame>
  )
}
