import type { Audit } from '#platform/audit'
import type { BusinessClock, Clock } from '#platform/clock'
import type { Compute } from '#platform/compute'
import type { Definitions } from '#platform/definition'
import type { Jobs } from '#platform/jobs'
import type { Ledger } from '#platform/ledger'
import type { Log } from '#platform/log'
import type { Runs } from '#platform/runs'
import type { Secrets } from '#platform/secrets'
import type { Warehouse } from '#platform/warehouse'

/** What every room is given. Built once in app; passed as an argument, never looked up. */
export interface Context {
  readonly warehouse: Warehouse
  readonly ledger: Ledger
  readonly runs: Runs
  readonly jobs: Jobs
  readonly audit: Audit
  readonly definitions: Definitions
  readonly compute: Compute
  readonly secrets: Secrets
  /** Wall clock: security, jobs, audit. */
  readonly clock: Clock
  /** Business date: rules, caps, validity. */
  readonly businessClock: BusinessClock
  readonly log: Log
  /** Folders and limits from configuration. */
  readonly settings: {
    readonly dataDir: string
    readonly importDir: string | null
    /** Where files for outside systems are written. */
    readonly exportDir: string
    readonly timeZone: string
    readonly currency: string
    readonly demo: boolean
    readonly smtpUrl: string | null
    readonly smtpFrom: string | null
    /** Hosts webhooks may go to. */
    readonly webhookHosts: readonly string[]
    /** Hosts connectors may fetch from. */
    readonly connectorHosts: readonly string[]
    /** Hosts of services that score customers. */
    readonly modelHosts: readonly string[]
  }
}
