/** @jsxImportSource #paint */
import { describe, expect, it } from 'vitest'
import { paint } from './paint.ts'
import { write } from './write.ts'

const place = () => document.createElement('div')

const List = ({ names }: { names: readonly string[] }) => (
  <ul>
    {names.map((name) => (
      <li key={name}>{name}</li>
    ))}
  </ul>
)

describe('painting', () => {
  it('draws elements, drawings, lists and texts', () => {
    const root = place()
    paint(
      <>
        <p class="a" hidden aria-busy={false} data-x={undefined}>
          {'5 '}
          {5}
          {false}
        </p>
        <svg viewBox="0 0 1 1" aria-hidden="true">
          <path d="M0 0" />
        </svg>
      </>,
      root,
    )
    expect(root.innerHTML).toBe(
      '<p class="a" hidden="" aria-busy="false">5 5</p><svg viewBox="0 0 1 1" aria-hidden="true"><path d="M0 0"></path></svg>',
    )
    expect(root.querySelector('path')?.namespaceURI).toBe('http://www.w3.org/2000/svg')
  })

  // What a token or a server says of a person is JSON, whatever its type says here.
  it('takes nothing for an element that came as data', () => {
    const hostile = JSON.parse('{"type":"img","props":{"src":"x","onerror":"alert(1)"},"key":null}')
    const root = place()
    paint(<p>{hostile}</p>, root)
    expect([root.querySelector('img'), write(<p>{hostile}</p>)]).toEqual([null, '<p>[object Object]</p>'])
  })

  it('keeps the elements of a list their own, in whatever order', () => {
    const root = place()
    paint(<List names={['a', 'b', 'c']} />, root)
    const [a, b, c] = root.querySelectorAll('li')
    paint(<List names={['c', 'a', 'd']} />, root)
    const after = [...root.querySelectorAll('li')]
    expect(after.slice(0, 2)).toEqual([c, a])
    expect([after.map((item) => item.textContent), b?.isConnected]).toEqual([['c', 'a', 'd'], false])
  })

  it('takes away what a view no longer says', () => {
    const root = place()
    paint(<p class="a" data-open="" title="x" />, root)
    const [before] = root.children
    paint(<p class="b" title={undefined} />, root)
    expect([root.innerHTML, root.firstChild]).toEqual(['<p class="b"></p>', before])
  })

  it('calls what the newest view says, once', () => {
    const root = place()
    const heard: string[] = []
    for (const name of ['old', 'new']) paint(<button type="button" onClick={() => heard.push(name)} />, root)
    root.querySelector('button')?.click()
    paint(<button type="button" />, root)
    root.querySelector('button')?.click()
    expect(heard).toEqual(['new'])
  })

  it('changes nothing where everything is right already', async () => {
    const view = <List names={['<b>', 'b & "c"']} />
    const root = place()
    const parsed = new DOMParser().parseFromString(write(view), 'text/html')
    root.append(...parsed.body.childNodes)
    const changes: MutationRecord[] = []
    const watcher = new MutationObserver((records) => changes.push(...records))
    watcher.observe(root, { subtree: true, childList: true, attributes: true, characterData: true })
    paint(view, root)
    await Promise.resolve()
    expect([root.textContent, changes]).toEqual(['<b>b & "c"', []])
  })
})
