import { z } from 'zod'
import type { Config } from '../config.js'
import { runningServer, type Connection } from './connect.js'

const ORGS = [
  { orgId: 'HO', parentId: null, level: 'HO', nameZh: '总行', nameEn: 'Head office' },
  { orgId: 'BR01', parentId: 'HO', level: 'BRANCH', nameZh: '第一分行', nameEn: 'First branch' },
  { orgId: 'SB01', parentId: 'BR01', level: 'SUB', nameZh: '第一分行营业部', nameEn: 'First branch, main office' },
  { orgId: 'BR02', parentId: 'HO', level: 'BRANCH', nameZh: '第二分行', nameEn: 'Second branch' },
] as const

/** One account for each role, chosen at a sign-in page that says it is a demo. */
const ACCOUNTS = [
  { login: 'demo-strategist', displayName: '总行策略 Strategist', roles: ['HO_STRATEGIST', 'DATA_STEWARD'], orgId: null },
  { login: 'demo-compliance', displayName: '消保合规 Compliance', roles: ['COMPLIANCE'], orgId: null },
  { login: 'demo-analyst', displayName: '分析师 Analyst', roles: ['ANALYST'], orgId: null },
  { login: 'demo-steward', displayName: '数据管理 Data steward', roles: ['DATA_STEWARD'], orgId: null },
  { login: 'demo-branch', displayName: '分行经理 Branch manager', roles: ['BRANCH_MGR'], orgId: 'BR01' },
  { login: 'demo-sub-branch', displayName: '支行长 Sub-branch manager', roles: ['SUB_MGR'], orgId: 'SB01' },
  { login: 'demo-rm', displayName: '客户经理 Relationship manager', roles: ['RM'], orgId: 'SB01', empId: 'E1011' },
  { login: 'demo-admin', displayName: '系统管理 Administrator', roles: ['ADMIN'], orgId: null },
] as const

const peopleSchema = z.object({ items: z.array(z.object({ login: z.string() })) })

/** Makes the demo's organisations and accounts through the API, once. */
export async function makeDemoAccounts(config: Config): Promise<void> {
  const connection = await runningServer(config)
  if (connection === null) return
  const known = peopleSchema.parse(await connection.request('GET', '/api/v1/people'))
  if (known.items.some((person) => person.login.startsWith('demo-'))) return
  await connection.request('PUT', '/api/v1/orgs', { orgs: ORGS })
  for (const account of ACCOUNTS) await makeAccount(connection, account)
}

async function makeAccount(connection: Connection, account: (typeof ACCOUNTS)[number]): Promise<void> {
  await connection.request('POST', '/api/v1/people', { ...account, demo: true })
}
