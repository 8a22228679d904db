import { afterEach, describe, expect, it, vi } from 'vitest'
import { createTabMemory } from './tab-memory.ts'

afterEach(() => {
  vi.unstubAllGlobals()
  sessionStorage.clear()
})

const navigatedBy = (type: string) => vi.stubGlobal('performance', { getEntriesByType: () => [{ type }] })

describe('what a tab remembers', () => {
  it('is there for the next page', () => {
    createTabMemory().write('a', 'text')
    expect(createTabMemory().read('a')).toBe('text')
    expect(createTabMemory().read('b')).toBeNull()
  })

  it('is nothing where the browser refuses it, as it does in some frames, or is none', () => {
    const refuse = () => {
      throw new DOMException('denied', 'SecurityError')
    }
    vi.stubGlobal('sessionStorage', { getItem: refuse, setItem: refuse })
    const memory = createTabMemory()
    memory.write('a', 'text')
    expect(memory.read('a')).toBeNull()
    vi.stubGlobal('sessionStorage', undefined)
    memory.write('a', 'text')
    expect(memory.read('a')).toBeNull()
  })

  it.each([
    ['reload', true],
    ['navigate', false],
    ['back_forward', false],
  ])('counts over a reload, not over a link: %s', (type, isReload) => {
    navigatedBy(type)
    expect(createTabMemory().isReload()).toBe(isReload)
  })

  it('counts where the browser had put the page away', () => {
    navigatedBy('navigate')
    Object.defineProperty(document, 'wasDiscarded', { value: true, configurable: true })
    expect(createTabMemory().isReload()).toBe(true)
    Reflect.deleteProperty(document, 'wasDiscarded')
  })

  it('does not count where no browser tells how the page came', () => {
    vi.stubGlobal('performance', undefined)
    expect(createTabMemory().isReload()).toBe(false)
  })
})
