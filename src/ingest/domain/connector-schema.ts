import { z } from 'zod'

const host = z.string().max(253).regex(/^(?:[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:.]+\])$/i, 'a host name or address')
const secretRef = z.string().regex(/^[a-z][a-z0-9-]{0,60}$/, 'the name of a connector secret')
const columnName = z.string().min(1).max(128)

/** File name pattern: `*`, `?` and one date place such as `{date}` (YYYYMMDD) or `{date:YYYY-MM-DD}`. */
const pattern = z.string().min(1).max(300)

/** Files come through the console or the API. */
const uploadConnector = z.strictObject({ kind: z.literal('upload') })

const folderConnector = z.strictObject({
  kind: z.literal('folder'),
  /** A folder below the import folder. */
  path: z.string().min(1).max(500),
  pattern,
  order: z.enum(['date', 'name', 'time']).default('date'),
  /** A file changed within this many seconds may still be growing. */
  settleSeconds: z.number().int().min(0).max(86_400).default(60),
  /** A file is complete when one of its name with this ending lies beside it, such as `.ok`. */
  doneSuffix: z.string().regex(/^\.[\w.-]{1,20}$/).optional(),
})

const bucketConnector = z.strictObject({
  kind: z.literal('bucket'),
  /** `https://host[:port]` of an S3-compatible store. */
  endpoint: z.url().max(300),
  bucket: z.string().regex(/^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$/i),
  region: z.string().max(60).default('us-east-1'),
  /** Begins every key; the pattern is matched to what follows it. */
  prefix: z.string().max(500).default(''),
  pattern,
  order: z.enum(['date', 'name', 'time']).default('date'),
  secretRef,
})

const databaseConnector = z.strictObject({
  kind: z.literal('database'),
  engine: z.enum(['postgresql', 'mysql']),
  host,
  port: z.number().int().min(1).max(65_535).optional(),
  database: z.string().min(1).max(128),
  schema: columnName.optional(),
  table: columnName,
  /** All when absent. */
  columns: z.array(columnName).min(1).max(500).optional(),
  /** Keeps the rows in one order, so that equal rows make an equal file. */
  orderBy: z.array(columnName).min(1).max(10).optional(),
  /**
   * Which rows: `date`, those of the business date by a date or time column; `since`, those above the highest value
   * taken so far. Without it the whole table.
   */
  rows: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('date'), column: columnName }),
    z.strictObject({ kind: z.literal('since'), column: columnName }),
  ]).optional(),
  /** `verify` checks the server's certificate; `off` only inside the bank's own network. */
  tls: z.enum(['verify', 'off']).default('verify'),
  secretRef,
})

const paging = z.discriminatedUnion('kind', [
  /** The answer says the next address. */
  z.strictObject({ kind: z.literal('link'), next: z.string().max(200) }),
  /** The answer says a cursor, sent back as a query parameter. */
  z.strictObject({ kind: z.literal('cursor'), next: z.string().max(200), param: z.string().min(1).max(60) }),
  /** Pages are numbered; the first page without items is the last. */
  z.strictObject({ kind: z.literal('page'), param: z.string().min(1).max(60), first: z.number().int().min(0).default(1) }),
])

const httpConnector = z.strictObject({
  kind: z.literal('http'),
  /** `{date}` stands for the business date. */
  url: z.string().min(1).max(1000),
  /** JSON pointer (RFC 6901) of the list of objects; empty when the answer is the list. */
  items: z.string().max(200).regex(/^(\/.*)?$/, 'a JSON pointer such as /data/items').default(''),
  paging: paging.optional(),
  maxPages: z.number().int().min(1).max(100_000).default(1000),
  timeoutSeconds: z.number().int().min(1).max(600).default(60),
  secretRef: secretRef.optional(),
})

export const connectorSchema = z.discriminatedUnion('kind', [uploadConnector, folderConnector, bucketConnector, databaseConnector, httpConnector])
export type Connector = z.infer<typeof connectorSchema>
export type FolderConnector = z.infer<typeof folderConnector>
export type BucketConnector = z.infer<typeof bucketConnector>
export type DatabaseConnector = z.infer<typeof databaseConnector>
export type HttpConnector = z.infer<typeof httpConnector>
export const connectorKinds = ['upload', 'folder', 'bucket', 'database', 'http'] as const

const secretHosts = z.array(z.string().min(1).max(260)).min(1).max(20)

/** What opens a connector's door. Bound to hosts, so that a source cannot send it anywhere else. */
export const connectorSecretSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('password'), hosts: secretHosts, user: z.string().min(1).max(200), password: z.string().max(4000) }),
  z.strictObject({ kind: z.literal('access-key'), hosts: secretHosts, accessKeyId: z.string().min(1).max(200), secretAccessKey: z.string().min(1).max(4000) }),
  /** Sent as a bearer token, or as it is under the named header. */
  z.strictObject({ kind: z.literal('token'), hosts: secretHosts, token: z.string().min(1).max(8000), header: z.string().regex(/^[A-Za-z][A-Za-z0-9-]{0,60}$/).optional() }),
])
export type ConnectorSecret = z.infer<typeof connectorSecretSchema>

/** A secret as anybody may see it: never its content. */
export const connectorSecretViewSchema = z.object({
  name: z.string(),
  kind: z.enum(['password', 'access-key', 'token']),
  hosts: z.array(z.string()),
  /** 1 for the first value; each rotation adds one. */
  version: z.number().int(),
  updatedAt: z.string(),
  updatedBy: z.string(),
  /** Sources whose definition names it. */
  usedBy: z.array(z.string()),
})
export type ConnectorSecretView = z.infer<typeof connectorSecretViewSchema>
export const secretNameParams = z.object({ name: secretRef })
