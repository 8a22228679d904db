export default function Page() {
  return <p>the page says: secret</p>
}
