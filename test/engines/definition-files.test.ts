import { describe, expect, it } from 'vitest'
import { auditMigrations, createAudit } from '#platform/audit'
import { systemClock } from '#platform/clock'
import { createDefinitions, definitionMigrations, type Definitions } from '#platform/definition'
import type { Ledger } from '#platform/ledger'
import { actor, kind, name, uses } from '../kit/definition-kind.js'
import { openTestLedger } from '../kit/ledger.js'

describe('definitions as files', () => {
  async function open(): Promise<{ ledger: Ledger; definitions: Definitions }> {
    const ledger = await openTestLedger([...auditMigrations, ...definitionMigrations])
    const definitions = createDefinitions(ledger, createAudit(ledger, systemClock))
    definitions.register(kind('segment', 2))
    definitions.register(kind('tag', 1))
    return { ledger, definitions }
  }
  async function openWithTwo(): Promise<{ ledger: Ledger; definitions: Definitions }> {
    const opened = await open()
    await opened.definitions.create(
      'tag',
      { key: 'age', name: { zh: '年龄', en: 'Age' }, body: { value: 1 } },
      actor,
    )
    await opened.definitions.publish('tag', 'age', { revision: 1 }, actor)
    await opened.definitions.save(
      'tag',
      'age',
      { revision: 2, name: { zh: '年龄', en: 'Age' }, body: { value: 2 } },
      actor,
    )
    await opened.definitions.publish('tag', 'age', { revision: 3 }, actor)
    await opened.definitions.create(
      'segment',
      { key: 'adults', name: { zh: '成年' }, body: uses('age', 2) },
      actor,
    )
    await opened.definitions.publish('segment', 'adults', { revision: 1 }, actor)
    return opened
  }

  it('travel to an empty installation and stay the same there', async () => {
    const from = await openWithTwo()
    const to = await open()
    const files = await from.definitions.exportAll()
    expect(files.map((file) => file.path)).toEqual(['tag/age.yaml', 'segment/adults.yaml'])
    expect(files[0]?.text).toBe(
      'kind: tag\nkey: age\nname:\n  en: Age\n  zh: 年龄\nversion: 2\nbody:\n  value: 2\n',
    )
    const shuffled = files.toReversed()
    expect((await to.definitions.planApply(shuffled)).map((item) => item.change)).toEqual([
      'create',
      'create',
    ])
    await to.definitions.apply(shuffled, actor)
    expect(await to.definitions.exportAll()).toEqual(files)
    expect((await to.definitions.apply(files, actor)).map((item) => item.change)).toEqual(['none', 'none'])
    await from.ledger.close()
    await to.ledger.close()
  })

  it('update what was exported and refuse what changed since, unless forced', async () => {
    const { ledger, definitions } = await openWithTwo()
    const files = await definitions.exportAll()
    const edited = files.map((file) => ({ ...file, text: file.text.replace('value: 2', 'value: 5') }))
    expect(await definitions.planApply(edited)).toMatchObject([
      { key: 'age', change: 'update', differences: ['body.value'], exported: 2, live: 2 },
      { key: 'adults', change: 'none' },
    ])
    const { revision } = await definitions.save(
      'tag',
      'age',
      { revision: 4, name, body: { value: 9 } },
      actor,
    )
    await expect(definitions.apply(edited, actor)).rejects.toMatchObject({
      code: 'APPLY_CONFLICT',
      params: { count: 1, what: 'tag/age' },
    })
    await definitions.publish('tag', 'age', { revision }, actor)
    expect(await definitions.planApply(edited)).toMatchObject([
      { change: 'conflict', exported: 2, live: 3 },
      { change: 'none' },
    ])
    await expect(definitions.apply(edited, actor)).rejects.toMatchObject({ code: 'APPLY_CONFLICT' })
    await definitions.apply(edited, actor, { force: true })
    expect(await definitions.version('tag', 'age', 'latest')).toMatchObject({ version: 4, body: { value: 5 } })
    expect((await definitions.get('tag', 'age')).hasDraft).toBe(false)
    await ledger.close()
  })

  it('bring an archived one back as its next version, also from JSON', async () => {
    const { ledger, definitions } = await openWithTwo()
    await definitions.archive('segment', 'adults', actor)
    await definitions.archive('tag', 'age', actor)
    const [gone] = await definitions.list('tag', { archived: true })
    const { kind, key, name: called, version, body } = gone!
    await definitions.apply([{ path: `${kind}/${key}.yaml`, text: JSON.stringify({ kind, key, name: called, version, body }) }], actor, { force: true })
    expect(await definitions.version('tag', 'age', 'latest')).toMatchObject({ version: 3, body: { value: 2 } })
    expect((await definitions.get('tag', 'age')).archived).toBe(false)
    expect((await definitions.list('tag')).map((one) => one.key)).toContain('age')
    await ledger.close()
  })

  it('report every mistake of every file and change nothing', async () => {
    const { ledger, definitions } = await open()
    const good = 'kind: tag\nkey: good\nname: { zh: 好 }\nbody: { value: 1 }\n'
    const files = [
      { path: 'good.yaml', text: good },
      { path: 'again.yaml', text: good },
      { path: 'syntax.yaml', text: 'kind: tag\n  key: [' },
      { path: 'body.yaml', text: 'kind: tag\nkey: bad\nname: { zh: 坏 }\nbody: { value: x }\n' },
      { path: 'kind.yaml', text: 'kind: nothing\nkey: bad\nname: { zh: 坏 }\nbody: 1\n' },
      {
        path: 'ref.yaml',
        text: 'kind: segment\nkey: ref\nname: { zh: 引 }\nbody: { value: 1, uses: [{ kind: tag, key: gone, version: latest }] }\n',
      },
      { path: 'field.yaml', text: 'kind: tag\nname: { zh: "" }\nbody: 1\nextra: 1\n' },
      {
        path: 'bomb.yaml',
        text: 'a: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: &c [*b,*b,*b,*b,*b,*b,*b,*b,*b]\nd: [*c,*c,*c,*c,*c,*c,*c,*c,*c]\n',
      },
    ]
    const refused = await definitions
      .apply(files, actor)
      .catch((cause: unknown) => cause as { mistakes: { code: string; path: string }[] })
    const mistakes = 'mistakes' in refused ? (refused.mistakes as { code: string; path: string }[]) : []
    const found = new Set(mistakes.map((mistake) => `${mistake.code} ${mistake.path}`))
    for (const expected of [
      'DEFINITION_FILE_TWICE again.yaml',
      'FIELD_INVALID body.yaml: body.value',
      'DEFINITION_KIND_UNKNOWN kind.yaml: kind',
      'DEFINITION_REFERENCE_UNKNOWN ref.yaml: body',
      'DEFINITION_FILE_INVALID field.yaml: key',
      'DEFINITION_FILE_INVALID field.yaml: name.zh',
    ]) {
      expect(found).toContain(expected)
    }
    expect([...found].some((one) => one.startsWith('DEFINITION_FILE_INVALID syntax.yaml'))).toBe(true)
    expect([...found].some((one) => one.startsWith('DEFINITION_FILE_INVALID bomb.yaml'))).toBe(true)
    expect(await definitions.list('tag')).toEqual([])
    await ledger.close()
  })

  it('see each other while they are checked, also in a circle', async () => {
    const { ledger, definitions } = await open()
    const file = (key: string, to: string): { path: string; text: string } => ({
      path: `${key}.yaml`,
      text: `kind: tag\nkey: ${key}\nname: { zh: 标 }\nbody: { value: 1, uses: [{ kind: tag, key: ${to}, version: latest }] }\n`,
    })
    await expect(definitions.planApply([file('aa', 'bb'), file('bb', 'aa')])).rejects.toMatchObject({
      mistakes: [{ code: 'DEFINITION_CIRCLE' }, { code: 'DEFINITION_CIRCLE' }],
    })
    await ledger.close()
  })
})
