import { describe, expect, it } from 'vitest'
import type { RoomPages } from '../ui/page/room-page.js'
import { menuFor, pageAt, rooms } from './navigation.js'

const load = () => Promise.resolve(() => null)
const label = { zh: 'zh', en: 'en' }
const sample: readonly RoomPages[] = [
  {
    section: 'settings',
    words: 'settings',
    pages: [{ path: '/settings/a', label, permission: 'audit.read', load }],
  },
  {
    section: 'data',
    words: 'settings',
    pages: [
      { path: '/data/a', label, load },
      { path: '/data/:key', label, load, inMenu: false },
    ],
  },
]

describe('navigation', () => {
  it('follows the loop and leaves out what somebody may not open', () => {
    expect(menuFor([], sample).map(({ section }) => section)).toEqual(['data'])
    expect(menuFor(['audit.read'], sample).map(({ section }) => section)).toEqual(['data', 'settings'])
  })

  it('marks one page: of those a place lies under, the closest', () => {
    const pages = ['/', '/customers', '/customers/segments'].map((path) => ({ path, label, load }))
    const at = (pathname: string) => pageAt(pages, pathname)?.path
    expect(['/', '/customers', '/customers/C001', '/customers/segments/a', '/customersx'].map(at)).toEqual(['/', '/customers', '/customers', '/customers/segments', undefined])
  })

  it('leaves out pages reached from others', () => {
    expect(menuFor([], sample)[0]?.pages.map(({ path }) => path)).toEqual(['/data/a'])
  })

  it('has every path once', () => {
    const paths = rooms.flatMap(({ pages }) => pages.map(({ path }) => path))
    expect(new Set(paths).size).toBe(paths.length)
  })
})
