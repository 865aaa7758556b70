import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { parseDocument } from 'yaml'
import { type Tag, tagSchema } from '#tags/contract'
import { readTag, toTagBody } from './tag-draft.js'
import { toCompute, toForm } from './value-form.js'

interface Example {
  readonly key: string
  readonly kind: string
  readonly name: { readonly zh: string; readonly en: string }
  readonly body: unknown
}

/** Every tag the product ships: definitions people will open and change. */
const files = ['tags', 'score-tags', 'tag-evaluation', 'growth-models', 'cross-sell'] as const
const examples = files.flatMap((file) => {
  const { definitions } = parseDocument(readFileSync(new URL(`../../../../examples/${file}.yaml`, import.meta.url), 'utf8')).toJS() as { readonly definitions: readonly Example[] }
  return definitions.filter(({ kind }) => kind === 'tag').map((definition) => ({ ...definition, title: `${file}: ${definition.key}` }))
})

it('the examples are there', () => expect(examples.length).toBeGreaterThan(50))

it.each(examples)('$title opens in a form, not as a document, and comes back as it was', ({ key, name, body }) => {
  const stored = readTag({ kind: 'tag', key, name, body, version: 1, revision: 1, hasDraft: false, archived: false, updatedAt: '', updatedBy: '' })
  expect(stored).not.toBeNull()
  const { about, body: before } = stored!
  const form = toForm(before.compute)
  expect(form.kind).not.toBe('expression')
  const read = toCompute(form)
  expect(read.state).toBe('ready')
  const after = toTagBody(about, read.state === 'ready' ? read.compute : null, before)
  expect(tagSchema.parse(after) satisfies Tag).toEqual(tagSchema.parse(body))
})
