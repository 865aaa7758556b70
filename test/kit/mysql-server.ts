import type { AddressInfo, Server } from 'node:net'
import { createRequire } from 'node:module'
import type { EventEmitter } from 'node:events'

/** The server half of the library, as far as it is used here; it comes without types. */
interface FakeConnection extends EventEmitter {
  sequenceId: number
  serverHandshake(options: object): void
  writeOk(): void
  writeColumns(columns: readonly object[]): void
  writeTextRow(row: readonly (string | null)[]): void
  writeEof(): void
}
interface FakeServer extends EventEmitter {
  readonly _server: Server
  listen(port: number, host: string, done: () => void): void
  close(done: () => void): void
}

export interface MysqlServer {
  readonly port: number
  /** `user@database` of each sign-in, then every statement. */
  readonly heard: string[]
  close(): Promise<void>
}

/** A server of the MySQL protocol that gives every SELECT the same rows, none when its limit is 0. */
export async function startMysql(names: readonly string[], rows: readonly (readonly (string | null)[])[]): Promise<MysqlServer> {
  const { createServer } = createRequire(import.meta.url)('mysql2') as { createServer(): FakeServer }
  const server = createServer()
  const heard: string[] = []
  server.on('connection', (client: FakeConnection) => {
    // Replies count on from the command they answer; the next command begins at 0.
    const reply = (write: () => void) => {
      write()
      client.sequenceId = 0
    }
    client.serverHandshake({
      protocolVersion: 10, serverVersion: '8.0.0', connectionId: 1, statusFlags: 2, characterSet: 45, capabilityFlags: 0xffffff & ~2048,
      authCallback(given: { user: string; database: string }, done: (error: null) => void) {
        heard.push(`${given.user}@${given.database}`)
        reply(() => done(null))
      },
    })
    const hear = (text: string) => {
      heard.push(text)
      reply(() => (/^select/i.test(text) ? giveRows(client, names, / limit 0$/.test(text) ? [] : rows) : client.writeOk()))
    }
    // The library hands SET to the listener of prepared statements.
    client.on('stmt_prepare', hear)
    client.on('query', hear)
    client.on('error', () => undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return { port: (server._server.address() as AddressInfo).port, heard, close: () => new Promise((resolve) => server.close(resolve)) }
}

function giveRows(client: FakeConnection, names: readonly string[], rows: readonly (readonly (string | null)[])[]): void {
  const text = { catalog: 'def', schema: 'core', table: 't', orgTable: 't', characterSet: 45, columnLength: 80, columnType: 253, flags: 0, decimals: 0 }
  client.writeColumns(names.map((name) => ({ ...text, name, orgName: name })))
  for (const row of rows) client.writeTextRow(row)
  client.writeEof()
}
