import { readFileSync } from 'node:fs'
import { parseAllDocuments } from 'yaml'
import { describe, expect, it } from 'vitest'
import { planEventSchema } from '#events/contract'
import { purposeCode } from '#privacy/contract'
import { readLoopFile } from '../../src/app/cli/loop-file.js'
import { declaredOf, documentsOf } from '../../src/privacy/domain/declared-purposes.js'
import { eventOffence } from '../../src/privacy/domain/event-purposes.js'

const plan = parseAllDocuments(readFileSync('examples/tracking-plan.yaml', 'utf8')).map((document) => {
  const { key, body } = document.toJS() as { key: string; body: unknown }
  return { key, body: planEventSchema.parse(body) }
})

describe('the starter tracking plan', () => {
  it.each(['tags', 'tiers', 'insight', 'models', 'uplift', 'clusters', 'subgroups', 'growth-models', 'value-models', 'cross-sell'])('PRV-16: events of examples/%s.yaml serve the purposes they are used for', async (name) => {
    const { definitions } = await readLoopFile(`examples/${name}.yaml`)
    const read = definitions.flatMap(({ kind, key, body }) => documentsOf(body).map((document) => ({ id: `${kind}/${key}`, document, purposes: (declaredOf(body) ?? []).map(purposeCode) })))
    const wrong = read.flatMap(({ id, document, purposes }) => purposes.flatMap((purpose) => {
      const offence = eventOffence(plan, document, purpose)
      return offence === null ? [] : [`${id}: ${offence.what} of ${offence.source} declares ${offence.declared}, not ${purpose}`]
    }))
    expect(definitions.length).toBeGreaterThan(0)
    expect(wrong).toEqual([])
  })
})
