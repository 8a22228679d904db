const rows = [
  ['Website relaunch', 'Halvorsen & Sons', 'active', 'In progress', 72],
  ['Brand guide', 'Osei Interiors', 'active', 'In progress', 40],
  ['Annual report', 'Meridian Trust', 'planned', 'Planned', 8],
  ['Packaging', 'Bright Oat', 'done', 'Done', 100],
] as const

/** A picture of the product, drawn with its own parts. */
export function Preview() {
  return (
    <div
      className="preview"
      role="img"
      aria-label="A list of projects, each with its client, its state and how far it is"
    >
      <div className="preview-head" aria-hidden="true">
        <strong>This week</strong>
        <span className="muted">4 projects</span>
      </div>
      {rows.map(([name, client, status, label, percent]) => (
        <div key={name} className="preview-row" aria-hidden="true">
          <div className="project-name">
            <strong>{name}</strong>
            <span className="muted">{client}</span>
          </div>
          <span className="pill" data-status={status}>
            {label}
          </span>
          <progress value={percent} max="100" data-status={status} />
        </div>
      ))}
    </div>
  )
}
