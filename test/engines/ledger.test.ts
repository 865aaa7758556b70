import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { migrateLedger, openLedger, type Ledger, type LedgerMigration } from '#platform/ledger'
import { openTestLedger, quietLog } from '../kit/ledger.js'
import { startSystemPostgres } from '../kit/system-postgres.js'

const step = (name: string, text: string): LedgerMigration => ({
  name,
  up: async (db) => {
    await sql.raw(text).execute(db)
  },
})

describe('ledger', () => {
  let ledger: Ledger
  beforeAll(async () => {
    ledger = await openTestLedger()
  })
  afterAll(() => ledger.close())

  it('gives values as the port says', async () => {
    const result =
      await sql`SELECT 42::bigint AS small, 9007199254740993::bigint AS big, 1.50::numeric AS amount,
      DATE '2025-12-31' AS day, TIMESTAMPTZ '2025-12-31 23:59:59.123456+08' AS at,
      TIMESTAMPTZ '2025-12-31 00:00:00+00' AS midnight, '{"a":[1]}'::jsonb AS doc`.execute(ledger.db)
    expect(result.rows[0]).toEqual({
      small: 42,
      big: '9007199254740993',
      amount: '1.50',
      day: '2025-12-31',
      at: '2025-12-31T15:59:59.123Z',
      midnight: '2025-12-31T00:00:00.000Z',
      doc: { a: [1] },
    })
  })

  it('stores text as UTF-8 and compares by code point', async () => {
    const result = await sql<{ length: number; before: boolean }>`
      SELECT length('群策𠮷') AS length, 'B' < 'a' AS before`.execute(ledger.db)
    expect(result.rows[0]).toEqual({ length: 3, before: true })
  })

  it('rolls a transaction back when it throws', async () => {
    await sql`CREATE TABLE rolled (n int)`.execute(ledger.db)
    const work = ledger.transaction(async (tx) => {
      await sql`INSERT INTO rolled VALUES (1)`.execute(tx)
      throw new Error('no')
    })
    await expect(work).rejects.toThrow('no')
    expect((await sql`SELECT * FROM rolled`.execute(ledger.db)).rows).toEqual([])
  })

  it('has one server at a time', async () => {
    const lock = await ledger.holdServerLock()
    await expect(ledger.holdServerLock()).rejects.toMatchObject({ code: 'DATA_DIR_LOCKED' })
    await lock.release()
    await (await ledger.holdServerLock()).release()
  })

  it('says when the server lock is lost', async () => {
    const lost = new Promise<string>((done) => {
      void ledger
        .holdServerLock(() => done('lost'))
        .then(() =>
          sql`SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`.execute(
            ledger.db,
          ),
        )
    })
    expect(await lost).toBe('lost')
  })

  it('hears notices', async () => {
    let stop: (() => Promise<void>) | undefined
    const heard = new Promise<string>((done) => {
      void ledger.listen('news', done).then(async (end) => {
        stop = end
        await sql`SELECT pg_notify('news', 'hello')`.execute(ledger.db)
      })
    })
    expect(await heard).toBe('hello')
    await stop?.()
  })
})

describe('ledger migrations', () => {
  it('run once, in order, also when two processes start at once', async () => {
    const ledger = await openTestLedger()
    const steps = [step('a', 'CREATE TABLE a (n int)'), step('b', 'ALTER TABLE a ADD COLUMN m int')]
    const [one, two] = await Promise.all([migrateLedger(ledger, steps), migrateLedger(ledger, steps)])
    expect([...one, ...two].sort()).toEqual(['a', 'b'])
    expect(await migrateLedger(ledger, [...steps, step('c', 'DROP TABLE a')])).toEqual(['c'])
    await ledger.close()
  })

  it('keep what went before a step that fails, and nothing of that step', async () => {
    const ledger = await openTestLedger()
    const broken = [step('a', 'CREATE TABLE a (n int)'), step('b', 'CREATE TABLE b (n int); SELECT 1/0')]
    await expect(migrateLedger(ledger, broken)).rejects.toThrow('division by zero')
    const rows = await sql<{ a: string | null; b: string | null }>`
      SELECT to_regclass('a')::text AS a, to_regclass('b')::text AS b`.execute(ledger.db)
    expect(rows.rows[0]).toEqual({ a: 'a', b: null })
    await ledger.close()
  })

  it('refuse a ledger of a newer version', async () => {
    const ledger = await openTestLedger([step('a', 'SELECT 1'), step('newer', 'SELECT 1')])
    await expect(migrateLedger(ledger, [step('a', 'SELECT 1')])).rejects.toMatchObject({
      code: 'DATA_DIR_FORMAT',
      params: { found: 'newer' },
    })
    await ledger.close()
  })
})

describe('ledger on the oldest supported server', async () => {
  const system = await startSystemPostgres()
  const skipped = 'skipped' in system ? system.skipped : null
  afterAll(async () => {
    if ('stop' in system) await system.stop()
  })

  it.skipIf(skipped !== null)(`opens PostgreSQL 15 ${skipped ?? ''}`, async () => {
    const { mkdtemp, rm } = await import('node:fs/promises')
    const dataDir = await mkdtemp('/tmp/qunce-ledger-')
    const url = 'url' in system ? system.url : ''
    const ledger = await openLedger({ dataDir, url, log: quietLog })
    expect(await ledger.version()).toMatch(/^15/)
    expect(await migrateLedger(ledger, [step('a', 'CREATE TABLE a (n int)')])).toEqual(['a'])
    await ledger.close()
    await rm(dataDir, { recursive: true, force: true })
  })
})
