import { AppError } from '#kernel/error'
import { query, sql } from '#kernel/sql'
import type { Warehouse } from '#platform/warehouse'

const TABLE = { name: 'qunce_instance', columns: { id: 'String' }, orderBy: ['id'], spread: 'copied', durable: true } as const

/** Both engines must belong together: the warehouse remembers the ledger's instance id on first use. */
export async function claimWarehouse(warehouse: Warehouse, instanceId: string): Promise<void> {
  await warehouse.createTable(TABLE)
  const found = await warehouse.query(query<{ id: string }>(sql`SELECT id FROM qunce_instance`))
  if (found.length === 0) return warehouse.command(sql`INSERT INTO qunce_instance (id) SELECT ${instanceId}`)
  if (found[0]?.id !== instanceId) throw new AppError('LEDGER_INSTANCE_MISMATCH', { expected: instanceId, found: found[0]?.id ?? '' })
}
