export { openWarehouse, type WarehouseOptions } from './open-warehouse.js'
export { openChdb, type ChdbOptions } from './chdb-driver.js'
export { openServer, type ServerOptions } from './server-driver.js'
export { QueryError } from './query-error.js'
export { streamedRows } from './streamed-rows.js'
export { tableDdl, type Topology } from './table-ddl.js'
export { writeEngineConfig } from './engine-config.js'
export type {
  InsertFormat,
  InsertOptions,
  Progress,
  StatementOptions,
  StreamFormat,
  TableDefinition,
  Warehouse,
} from './warehouse.js'
