import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { Session } from 'chdb'

/**
 * A ClickHouse HTTP interface over an embedded session: enough for `@clickhouse/client`, so the server driver runs the
 * same contract suite without a server.
 */
export async function startWarehouseShim(path: string): Promise<{ url: string; close: () => Promise<void> }> {
  const sessions = new Map<string, Session[]>()
  const open = (database: string) => {
    const session = new Session(path)
    session.query(`CREATE DATABASE IF NOT EXISTS \`${database}\` ENGINE = Atomic`)
    session.query(`USE \`${database}\``)
    return session
  }
  const server = createServer((request, response) => {
    void answer(request, response, sessions, open).catch((error: unknown) => {
      const code = typeof error === 'object' && error !== null && 'clickhouseCode' in error ? String(error.clickhouseCode) : '0'
      response.writeHead(500, { 'x-clickhouse-exception-code': code })
      response.end(error instanceof Error ? error.message : String(error))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { url: `http://127.0.0.1:${portOf(server)}`, close: () => closeAll(server, sessions) }
}

function portOf(server: Server): number {
  const address = server.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function closeAll(server: Server, sessions: Map<string, Session[]>): Promise<void> {
  server.closeAllConnections()
  await new Promise((resolve) => server.close(resolve))
  for (const list of sessions.values()) for (const session of list) session.close()
}

async function readBody(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

const OWN_KEYS = new Set(['database', 'query', 'query_id', 'wait_end_of_query', 'default_format', 'send_progress_in_http_headers', 'http_headers_progress_interval_ms', 'role', 'session_id', 'enable_http_compression'])

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  sessions: Map<string, Session[]>,
  open: (database: string) => Session,
): Promise<void> {
  const url = new URL(request.url ?? '/', 'http://shim')
  if (url.pathname === '/ping') return void response.end('Ok.\n')
  const database = url.searchParams.get('database') ?? 'default'
  const free = sessions.get(database) ?? []
  sessions.set(database, free)
  const session = free.pop() ?? open(database)
  try {
    await execute(url, await readBody(request), session, response)
  } finally {
    free.push(session)
  }
}

async function execute(url: URL, body: Buffer, session: Session, response: ServerResponse): Promise<void> {
  const id = url.searchParams.get('query_id') ?? ''
  response.setHeader('x-clickhouse-query-id', id)
  const inQuery = url.searchParams.get('query')
  const settings = [...url.searchParams].filter(([key]) => !OWN_KEYS.has(key) && !key.startsWith('param_'))
  for (const [key, value] of url.searchParams) if (key.startsWith('param_')) session.query(`SET ${key} = '${escape(value)}'`)
  if (inQuery !== null && /^\s*INSERT/i.test(inQuery) && /FORMAT\s+(\w+)\s*$/i.test(inQuery)) {
    await insert(inQuery, body, settings, session)
    return void response.end()
  }
  const text = (inQuery ?? body.toString('utf8')).trim().replace(/;$/, '')
  const format = /\bFORMAT\s+(\w+)\s*$/i.exec(text)?.[1]
  const bare = (format === undefined ? text : text.replace(/\bFORMAT\s+\w+\s*$/i, '')).replaceAll('query_id =', 'query LIKE ')
  const tagged = withSettings(bare, [...settings.filter(([key]) => key !== 'log_comment'), ['log_comment', `id:${id}`]])
  const result = await session.queryAsync(killable(tagged), { format: format ?? 'TabSeparated' })
  response.end(Buffer.from(result.bytes()))
}

/** The embedded engine gives no query ids: look the id up in the query text instead. */
function killable(text: string): string {
  return text.replace(/query LIKE\s+\{id:String\}/g, "query NOT LIKE '%{id:String}%' AND query LIKE concat('%id:', {id:String}, '%')")
}

async function insert(text: string, body: Buffer, settings: [string, string][], session: Session): Promise<void> {
  const match = /INSERT INTO\s+([\w.`]+)\s*(?:\(([^)]*)\))?\s*FORMAT\s+(\w+)/i.exec(text)
  const columns = match?.[2]?.split(',').map((name) => name.trim().replace(/`/g, ''))
  await session.insert({
    table: match?.[1] ?? '',
    values: body,
    format: (match?.[3] ?? 'CSV') as 'CSV',
    ...(columns === undefined ? {} : { columns }),
    settings: Object.fromEntries(settings),
  })
}

function withSettings(text: string, settings: [string, string][]): string {
  if (!/^\s*(\/\*.*?\*\/\s*)?(SELECT|WITH|INSERT)\b/i.test(text) || settings.length === 0) return text
  return `${text} SETTINGS ${settings.map(([key, value]) => `${key} = '${escape(value)}'`).join(', ')}`
}

function escape(value: string): string {
  return value.replace(/\\/g, '\\\\').replace(/'/g, "\\'")
}
