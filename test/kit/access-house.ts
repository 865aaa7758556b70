import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { FastifyInstance, LightMyRequestResponse } from 'fastify'
import { accessMigrations, createAccess, peopleRoutes, sessionRoutes, type Access } from '#platform/access'
import { auditMigrations, auditRoutes, createAudit } from '#platform/audit'
import type { Clock } from '#platform/clock'
import { buildHttp } from '#platform/http'
import type { Ledger } from '#platform/ledger'
import { openTestLedger, quietLog } from './ledger.js'

export interface House {
  app: FastifyInstance
  access: Access
  ledger: Ledger
  dataDir: string
  clock: Clock & { forward(ms: number): void }
  close(): Promise<void>
}

export async function openHouse(demo = false): Promise<House> {
  const ledger = await openTestLedger([...auditMigrations, ...accessMigrations])
  const dataDir = await mkdtemp(join(tmpdir(), 'qunce-access-'))
  let now = Date.parse('2025-12-31T08:00:00Z')
  const clock = { now: () => new Date(now), forward: (ms: number) => void (now += ms) }
  const audit = createAudit(ledger, clock)
  const access = await createAccess({
    ledger,
    audit,
    clock,
    dataDir,
    demo,
    secure: false,
    passwordCost: { memoryKib: 64, passes: 1 },
  })
  const { app, routes } = await buildHttp({
    log: quietLog,
    version: '0',
    isReady: async () => true,
    webFolder: dataDir,
    secure: false,
    trustProxy: false,
    uploadLimit: 1000,
    authenticate: (request) => access.authenticate(request),
  })
  sessionRoutes(routes, access)
  peopleRoutes(routes, access)
  auditRoutes(routes, ledger, audit)
  await app.ready()
  const close = async (): Promise<void> => {
    await app.close()
    await ledger.close()
    await rm(dataDir, { recursive: true, force: true })
  }
  return { app, access, ledger, dataDir, clock, close }
}

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'

/** A browser: keeps its cookie and repeats its CSRF secret. */
export class Visitor {
  cookie = ''
  csrf = ''
  constructor(
    readonly app: FastifyInstance,
    readonly ip = '10.0.0.1',
  ) {}

  async ask(
    method: Method,
    url: string,
    payload?: object,
    headers: Record<string, string> = {},
  ): Promise<LightMyRequestResponse> {
    const answer = await this.app.inject({
      method,
      url,
      remoteAddress: this.ip,
      headers: {
        ...(this.cookie === '' ? {} : { cookie: `qunce_session=${this.cookie}`, 'x-csrf-token': this.csrf }),
        ...headers,
      },
      ...(payload === undefined ? {} : { payload }),
    })
    const set = answer.cookies.find((cookie) => cookie.name === 'qunce_session')
    if (set !== undefined) this.cookie = set.value
    if (answer.statusCode === 200 && url.endsWith('ession')) {
      this.csrf = answer.json<{ csrf: string | null }>().csrf ?? ''
    }
    if (answer.statusCode === 200 && url.endsWith('/setup')) {
      this.csrf = answer.json<{ csrf: string | null }>().csrf ?? ''
    }
    return answer
  }
}

export const codeOf = (answer: LightMyRequestResponse): string => answer.json<{ code: string }>().code
export const admin = { login: 'root.admin', password: 'correct horse battery', displayName: '管理员' }

/** A house whose first administrator is signed in. */
export async function openSetUp(demo = false): Promise<{ house: House; boss: Visitor }> {
  const house = await openHouse(demo)
  const boss = new Visitor(house.app)
  const token = await house.access.ensureSetupLink()
  await boss.ask('POST', '/api/v1/setup', { token, ...admin })
  await boss.ask('PUT', '/api/v1/orgs', {
    orgs: [
      { orgId: 'SUB1', parentId: 'BR01', level: 'SUB', nameZh: '一支行' },
      { orgId: 'BR01', parentId: 'HO', level: 'BRANCH', nameZh: '一分行' },
      { orgId: 'BR011', parentId: 'HO', level: 'BRANCH', nameZh: '十一分行' },
      { orgId: 'HO', parentId: null, level: 'HO', nameZh: '总行', nameEn: 'Head office' },
    ],
  })
  return { house, boss }
}
