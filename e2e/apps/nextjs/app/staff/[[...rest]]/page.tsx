export default function Staff() {
  return <p>the page says: secret</p>
}
