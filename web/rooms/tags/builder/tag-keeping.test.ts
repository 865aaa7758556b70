import { beforeEach, expect, it, vi } from 'vitest'
import { keepTag, keptTag } from './tag-keeping.js'
import { emptyAbout } from './tag-draft.js'
import { emptyForm } from './value-form.js'

const draft = { about: { ...emptyAbout, key: 'aum-gap', descriptionZh: '差额' }, form: { ...emptyForm, kind: 'arith' as const } }

beforeEach(() => {
  const kept = new Map<string, string>()
  vi.stubGlobal('sessionStorage', { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, text: string) => kept.set(key, text), removeItem: (key: string) => kept.delete(key) })
})

it('what was written comes back for the same tag at the same revision, and is forgotten when told', () => {
  keepTag('aum-gap', 3, draft)
  expect(keptTag('aum-gap', 3)).toEqual(draft)
  expect([keptTag('aum-gap', 4), keptTag('other', 3), keptTag(null, 0)]).toEqual([null, null, null])
  keepTag('aum-gap', 3, null)
  expect(keptTag('aum-gap', 3)).toBeNull()
})

it('what is no draft is none; parts an older draft lacks are as they begin', () => {
  sessionStorage.setItem('qunce.tag-draft.new', JSON.stringify({ body: { about: { key: 'x' }, form: { kind: 'case' }, revision: 0 } }))
  expect(keptTag(null, 0)).toEqual({ about: { ...emptyAbout, key: 'x' }, form: { ...emptyForm, kind: 'case' } })
  sessionStorage.setItem('qunce.tag-draft.new', JSON.stringify({ body: { about: {}, form: { kind: 'gone' }, revision: 0 } }))
  expect(keptTag(null, 0)).toBeNull()
})
