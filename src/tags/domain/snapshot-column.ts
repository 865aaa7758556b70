import type { TypeInfo, ValueType } from '#kernel/rule'
import type { ColumnType } from '#kernel/sql'

/** Column of a tag in a snapshot: `t_` and the key with underscores. */
export function tagColumn(key: string): string {
  return `t_${key.replaceAll('-', '_')}`
}

/** Column of a share of a tag: `s_`, the key and the code, which may have signs. */
export function shareColumn(key: string, code: string): string {
  return `s_${key.replaceAll('-', '_')}__${code.replaceAll('-', '_m').replaceAll('+', '_p')}`
}

/** Columns that remember what was computed for a tag that holds its value, and since when. */
export function stateColumns(key: string): { readonly computed: string; readonly since: string } {
  const name = key.replaceAll('-', '_')
  return { computed: `h_${name}`, since: `d_${name}` }
}

/** Column of a customer attribute in a snapshot. */
export function attributeColumn(name: string): string {
  return `a_${name}`
}

/** Warehouse type of a value type; every scalar may be missing. */
export function snapshotType(type: ValueType): ColumnType {
  switch (type) {
    case 'bool':
      return 'Nullable(Bool)'
    case 'int':
    case 'money':
      return 'Nullable(Int64)'
    case 'decimal':
      return 'Nullable(Float64)'
    case 'string':
      return 'Nullable(String)'
    case 'enum':
      return 'LowCardinality(Nullable(String))'
    case 'date':
      return 'Nullable(Date32)'
    case 'instant':
      return "Nullable(DateTime64(3, 'UTC'))"
    case 'set':
      return 'Array(String)'
  }
}

/** A type as the contracts carry it. */
export function plainType(info: TypeInfo): { type: string; values?: { code: string; zh: string; en: string }[]; isOpen?: boolean; ccy?: string } {
  return {
    type: info.type,
    ...(info.values === undefined ? {} : { values: info.values.map(({ code, zh, en }) => ({ code, zh, en })) }),
    ...(info.isOpen === true ? { isOpen: true } : {}),
    ...(info.ccy === undefined ? {} : { ccy: info.ccy }),
  }
}
