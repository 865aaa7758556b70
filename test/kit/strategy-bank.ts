import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Actor } from '#platform/access/contract'
import { headOffice, openFilledApp, type TestApp } from './app.js'

export const AS_OF = '2025-12-31'

/**
 * Twenty customers. C20 is not in the segment `app`; of the nineteen others C01 and C11 are dead, C02 and C03 minors
 * (flag, birth), C04 staff, C05 frozen, C06 closed, C07 refuses marketing, C08 never said, C09 is not to be contacted.
 * C01 to C15 belong to branch B1, the others to B2; RM R1 has C12 and C13.
 */
export function customerFile(): string {
  const lines = ['id,name,email,born,status,minor,dead,staff,consent,dnc,channel,org,rm']
  for (let at = 1; at <= 20; at++) {
    const id = `C${String(at).padStart(2, '0')}`
    const born = at === 3 ? '2010-05-05' : '1980-01-01'
    const status = { 5: 'FROZEN', 6: 'CLOSED' }[at] ?? 'ACTIVE'
    const flag = (...those: number[]) => (those.includes(at) ? '1' : '0')
    const consent = at === 7 ? '0' : at === 8 ? '' : '1'
    const email = at === 19 ? '' : `${id.toLowerCase()}@example.com`
    const place = [at === 20 ? 'WEB' : 'APP', at <= 15 ? 'B1' : 'B2', at === 12 || at === 13 ? 'R1' : 'R2']
    lines.push([id, `客户${at}`, email, born, status, flag(2), flag(1, 11), flag(4), consent, flag(9), ...place].join(','))
  }
  return `${lines.join('\n')}\n`
}

export const customers = {
  format: { type: 'csv' },
  businessDate: AS_OF,
  targets: [
    {
      table: 'customer',
      mode: 'snapshot',
      columns: {
        cust_id: 'id', name: 'name', email: 'email', birth_date: 'born', status: 'status', minor_flag: 'minor', deceased_flag: 'dead',
        staff_flag: 'staff', marketing_consent: 'consent', do_not_contact: 'dnc', open_channel: 'channel', main_org_id: 'org', rm_emp_id: 'rm',
      },
    },
  ],
}

export async function publish(app: TestApp, kind: string, key: string, body: unknown): Promise<void> {
  await app.context.definitions.create(kind, { key, name: { zh: key }, body }, headOffice)
  await app.context.definitions.publish(kind, key, { revision: 1 }, headOffice)
}

export async function run<Result>(app: TestApp, kind: string, input: unknown, actor: Actor = headOffice): Promise<Result> {
  const id = await app.context.jobs.start(kind, input, actor)
  return (await app.context.jobs.wait(id)) as Result
}

export async function load(app: TestApp, source: string, body: object, content: string): Promise<void> {
  await publish(app, 'source', source, { purposes: ['SERVICE', 'MARKETING'], ...body })
  const path = join(app.dir, `${source}.csv`)
  writeFileSync(path, content)
  await run(app, 'data.load', { source, file: { path }, trustedPath: true })
}

/** Rule: opened through a channel. */
export function openedThrough(channel: string) {
  return { rule: { v: 1, kind: 'rule', rule: { kind: 'compare', left: { kind: 'attr', table: 'customer', field: 'open_channel' }, op: '=', value: channel } } }
}

export const arms = [
  { key: 'control', name: { zh: '对照' }, share: 0.25, control: true },
  { key: 'offer', name: { zh: '优惠' }, share: 0.75 },
]

export function strategyBody(more: Record<string, unknown> = {}) {
  return { goal: { kind: 'SCALE' }, segment: { key: 'app', version: 'latest' }, purpose: 'MARKETING', channel: 'FILE', arms, ...more }
}

/** A test app with this bank. */
export function openStrategyBank(settings: Record<string, string> = {}): Promise<TestApp> {
  return openFilledApp('strategy-bank', fillBank, settings)
}

/** The bank loaded, tags built, the segment `app` published, the business day closed on the date. */
export async function fillBank(app: TestApp): Promise<void> {
  await app.access.upsertOrgs([
    { orgId: 'HO', parentId: null, level: 'HO', nameZh: '总行', nameEn: null },
    { orgId: 'B1', parentId: 'HO', level: 'BRANCH', nameZh: '一分行', nameEn: null },
    { orgId: 'B2', parentId: 'HO', level: 'BRANCH', nameZh: '二分行', nameEn: null },
  ])
  await load(app, 'core', customers, customerFile())
  await app.context.businessClock.closeDay(AS_OF, headOffice)
  await run(app, 'tags.build', { asOf: AS_OF })
  await publish(app, 'segment', 'app', openedThrough('APP'))
}

export const branchOne: Actor = { ...headOffice, id: 'b1', name: 'B1', scope: { orgPaths: ['/HO/B1/'], masking: 'masked', minCell: 0 } }
export const branchTwo: Actor = { ...headOffice, id: 'b2', name: 'B2', scope: { orgPaths: ['/HO/B2/'], masking: 'masked', minCell: 0 } }
export const managerOne: Actor = { ...headOffice, id: 'r1', name: 'R1', scope: { orgPaths: ['/HO/B1/'], ownBookOf: 'R1', masking: 'clear', minCell: 0 } }
