import { pino, type Logger } from 'pino'

export type Log = Logger

const PERSONAL = ['name', 'mobile', 'email', 'id_no', 'idNo', 'phone', 'address', 'password', 'token', 'cookie', 'authorization', 'secret', 'url']

/** Structured log with personal data and secrets redacted at any of the first two levels. */
export function createLog(options: { level: string; destination?: NodeJS.WritableStream }): Log {
  const paths = PERSONAL.flatMap((key) => [key, `*.${key}`])
  const config = { level: options.level, redact: { paths, censor: '[redacted]' }, base: null }
  return options.destination ? pino(config, options.destination) : pino(config)
}
