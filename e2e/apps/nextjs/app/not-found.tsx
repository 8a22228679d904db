export default function NotFound() {
  return <p>there is no such page here</p>
}
