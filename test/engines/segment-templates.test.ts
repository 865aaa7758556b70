import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readTemplatePacks } from '../../src/app/template-packs.js'
import { applyTemplate, listTemplates, previewTemplate, readPacks } from '../../src/segments/actions/templates.js'
import type { SegmentPorts } from '../../src/segments/ports.js'
import { definitionFiles, readLoopFile } from '../../src/app/cli/loop-file.js'
import { headOffice, type TestApp } from '../kit/app.js'
import { openSmallBank } from '../kit/small-bank/load.js'

let app: TestApp
let ports: SegmentPorts
beforeAll(async () => {
  app = await openSmallBank()
  ports = { orgPaths: () => app.access.orgs(), templates: readTemplatePacks }
})
afterAll(() => app.close())

describe('templates that ship', () => {
  it('SEG-15: are of four packs, each key once, none under a bank\'s name', async () => {
    const packs = await readPacks(ports)
    expect(packs.map(({ key, templates }) => [key, templates.length])).toEqual([['city-key-groups', 6], ['featured-groups', 21], ['segmentation-models', 13], ['wealth-micro-groups', 12]])
    const keys = packs.flatMap(({ templates }) => templates.map(({ key }) => key))
    expect(new Set(keys).size).toBe(keys.length)
    expect(JSON.stringify(packs)).not.toMatch(/招行|招商|平安|建行|工行|农行|中行|交行|Ping An|CMB|CCB/)
    for (const { templates } of packs) for (const { name, description } of templates) expect(name.en !== undefined && description.en !== undefined).toBe(true)
  })

  it('SEG-15: say what they read and whether the bank has it', async () => {
    const { items } = await listTemplates(app.context, ports)
    const payroll = items.find(({ key }) => key === 'tpl-payroll')
    expect(payroll).toMatchObject({ isReady: false, isApplied: false, needs: [{ kind: 'tag', key: 'payroll', has: false }] })
    const silver = items.find(({ key }) => key === 'tpl-silver-young')
    expect(silver).toMatchObject({ isReady: true, needs: [{ kind: 'attribute', key: 'birth_date', has: true }] })
    expect(silver?.sentence.zh).not.toBe('')
  })

  it('SEG-15: say when they name numbers this bank does not have, and are not drafted then', async () => {
    const rule = (node: object) => ({ rule: { v: 1, kind: 'rule', rule: node } })
    const template = (key: string, node: object) => ({ kind: 'segment', key, name: { zh: key, en: key }, description: { zh: key, en: key }, body: rule(node) })
    const at = (field: string, value: string[]) => ({ kind: 'compare', left: { kind: 'attr', table: 'customer', field }, op: 'in', value })
    const templates = [template('at-b1', at('main_org_id', ['B1-1', 'X9'])), template('at-x', at('main_org_id', ['X8', 'X9'])), template('left', { kind: 'compare', left: { kind: 'attr', table: 'employee', field: 'leave_date' }, op: 'isSet' })]
    const own: SegmentPorts = { ...ports, templates: () => Promise.resolve([{ file: 'own.yaml', pack: { v: 1, kind: 'templates', key: 'own', name: { zh: '自有', en: 'Own' }, description: { zh: '自有', en: 'Own' }, templates } }]) }
    const { items } = await listTemplates(app.context, own)
    const codes = items.map(({ needs }) => needs.find(({ kind }) => kind === 'code'))
    // Placed in B1-1 and elsewhere; the bank has no X8 and no X9.
    expect(codes).toMatchObject([{ key: 'main_org_id=B1-1|X9', has: true }, { has: false, name: { zh: '本行没有代码 X8 / X9', en: 'this bank has no code X8 / X9' } }, undefined])
    expect(items.map(({ isReady }) => isReady)).toEqual([true, false, false])
    // No employees were loaded: nobody's manager is known.
    expect(items[2]?.needs).toEqual([{ kind: 'attribute', key: 'employee.leave_date', name: { zh: '客户经理离职日期', en: 'Manager: left on' }, has: false }])
    await expect(previewTemplate(app.context, own, 'at-x', headOffice)).rejects.toMatchObject({ code: 'TEMPLATE_LACKS' })
  })

  it('SEG-15: are counted and drafted only when all is there', async () => {
    // By age on the day: C06 is 59 and nobody else is from 50 to 59.
    expect(await previewTemplate(app.context, ports, 'tpl-silver-young', headOffice)).toMatchObject({ total: 40, count: 1 })
    expect(await applyTemplate(app.context, ports, 'tpl-silver-young', 'retiring', headOffice)).toEqual({ kind: 'segment', key: 'retiring', revision: 1 })
    await expect(applyTemplate(app.context, ports, 'tpl-payroll', undefined, headOffice)).rejects.toMatchObject({ code: 'TEMPLATE_LACKS' })
    await expect(previewTemplate(app.context, ports, 'none', headOffice)).rejects.toMatchObject({ code: 'TEMPLATE_UNKNOWN' })
  })

  it('SEG-15: whose tags the bank has are all sound definitions', async () => {
    const { items } = await listTemplates(app.context, ports)
    for (const item of items.filter(({ needs }) => needs.every(({ kind, has }) => kind !== 'tag' || has))) {
      expect(await app.context.definitions.check(item.kind, null, item.body), item.key).toEqual([])
    }
  })

  it('the loop of tiers is the templates written out', async () => {
    const loop = await readLoopFile('examples/tiers.yaml')
    const templates = new Map((await readPacks(ports)).flatMap(({ templates: all }) => all.map((each) => [each.key, each] as const)))
    for (const { key, body } of loop.definitions) expect({ description: templates.get(key)?.description, ...(templates.get(key)?.body as object) }, key).toEqual(body)
    expect(definitionFiles(loop)).toHaveLength(9)
    expect(await readFile('examples/tiers.yaml', 'utf8')).toContain('qunce loop')
  })
})
