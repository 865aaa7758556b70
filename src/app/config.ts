import { existsSync, readFileSync } from 'node:fs'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { parse } from 'yaml'
import { z } from 'zod'
import { AppError } from '#kernel/error'
import { isTimeZone } from '#kernel/calendar'
import { isCurrencyCode } from '#kernel/money'

/** Ports from 1024 on that browsers and `fetch` never open (WHATWG Fetch, 2.9 Port blocking). */
const REFUSED_PORTS: readonly number[] = [1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6679, 6697, 10_080]

const flag = z.union([z.boolean(), z.stringbool()])
const optionalText = z.string().min(1).optional()

const configSchema = z.strictObject({
  port: z.coerce.number().int().min(0).max(65_535).refine((port) => !REFUSED_PORTS.includes(port), 'a port browsers open').default(7430),
  host: z.string().default('127.0.0.1'),
  dataDir: z.string().optional(),
  importDir: optionalText,
  warehouseUrl: optionalText,
  warehouseCluster: optionalText,
  ledgerUrl: optionalText,
  timeZone: z.string().refine(isTimeZone, 'an IANA time zone').default('Asia/Shanghai'),
  currency: z.string().refine(isCurrencyCode, 'an ISO 4217 code').default('CNY'),
  logLevel: z.enum(['trace', 'debug', 'info', 'warn', 'error', 'silent']).default('warn'),
  logFile: optionalText,
  sessions: z.coerce.number().int().min(1).max(64).default(4),
  /** Bytes one analytics statement may use; 0 leaves it to the engine. */
  maxMemory: z.coerce.number().int().min(0).default(0),
  uploadLimit: z.coerce.number().int().min(1024).default(20 * 1024 ** 3),
  metricsToken: optionalText,
  /** A TLS proxy in front sets X-Forwarded-*; cookies are then Secure. */
  behindTlsProxy: flag.default(false),
  smtpUrl: optionalText,
  smtpFrom: optionalText,
  /** Hosts webhooks may go to, comma separated. */
  webhookHosts: z.string().default(''),
  /** Hosts connectors may fetch from, comma separated, as host or host:port. */
  connectorHosts: z.string().default(''),
  /** Hosts of services that score customers, comma separated, as host or host:port. */
  modelHosts: z.string().default(''),
  /** Folder file exports for outside systems are written to. */
  exportDir: optionalText,
})
export type ConfigValues = z.infer<typeof configSchema>

export interface Config extends Omit<ConfigValues, 'dataDir'> {
  readonly dataDir: string
  /** Where each value came from, for `doctor`. */
  readonly origin: Readonly<Record<string, 'environment' | 'file' | 'default'>>
}

const SECRET = new Set(['ledgerUrl', 'warehouseUrl', 'metricsToken', 'smtpUrl'])

/** Environment name of a setting: dataDir is QUNCE_DATA_DIR. */
export function environmentName(key: string): string {
  return `QUNCE_${key.replace(/[A-Z]/g, (letter) => `_${letter}`).toUpperCase()}`
}

/**
 * Settings from the environment (QUNCE_*), then the YAML file QUNCE_CONFIG names, then defaults. The only reader of
 * process.env.
 * @throws AppError CONFIG_INVALID
 */
export function readConfig(environment: NodeJS.ProcessEnv = process.env): Config {
  const file = readConfigFile(environment['QUNCE_CONFIG'])
  const { values, origin } = collectSettings(file, environment)
  const parsed = configSchema.safeParse(values)
  if (!parsed.success) {
    const issue = parsed.error.issues[0]
    const name = environmentName(String(issue?.path[0] ?? 'config'))
    throw new AppError('CONFIG_INVALID', { name, reason: issue?.message ?? '' })
  }
  const dataDir = resolve(parsed.data.dataDir ?? join(environment['XDG_DATA_HOME'] ?? join(homedir(), '.local', 'share'), 'qunce'))
  return { ...parsed.data, dataDir, origin }
}

/** The raw settings and where each came from; an empty environment variable counts as absent. */
function collectSettings(file: Record<string, unknown>, environment: NodeJS.ProcessEnv) {
  const values: Record<string, unknown> = { ...file }
  const origin: Record<string, 'environment' | 'file' | 'default'> = {}
  for (const key of Object.keys(configSchema.shape)) {
    const fromEnvironment = environment[environmentName(key)]
    if (fromEnvironment) values[key] = fromEnvironment
    origin[key] = fromEnvironment ? 'environment' : key in file ? 'file' : 'default'
  }
  return { values, origin }
}

function readConfigFile(path: string | undefined): Record<string, unknown> {
  if (path === undefined || path === '') return {}
  if (!existsSync(path)) throw new AppError('CONFIG_INVALID', { name: 'QUNCE_CONFIG', reason: `${path} does not exist` })
  const value: unknown = parse(readFileSync(path, 'utf8'))
  if (value === null || value === undefined) return {}
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw new AppError('CONFIG_INVALID', { name: 'QUNCE_CONFIG', reason: 'not a list of settings' })
  }
  return value as Record<string, unknown>
}

/** Settings as `doctor` prints them; secrets only as set or not. */
export function printableConfig(config: Config): { name: string; value: string; origin: string }[] {
  return Object.entries(config)
    .filter(([key]) => key !== 'origin')
    .map(([key, value]) => ({
      name: environmentName(key),
      value: SECRET.has(key) ? (value === undefined ? '' : '(set)') : String(value ?? ''),
      origin: config.origin[key] ?? 'default',
    }))
}
