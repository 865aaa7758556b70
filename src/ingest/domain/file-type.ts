/**
 * How a file's own column type is read. `text` is converted from its letters, as in a CSV file; the others convert
 * straight from the value. `days` are days since 1970-01-01; `instant` is a point in time; `wall` a clock reading
 * without a zone, which is the bank's; `nested` lists, maps and structures become JSON.
 */
export type FileType =
  | { readonly kind: 'text' | 'int' | 'uint64' | 'float' | 'bool' | 'days' | 'instant' | 'wall' | 'wide' | 'nested' }
  | { readonly kind: 'decimal'; readonly scale: number }

/** A column of a file that has types of its own. */
export interface TypedFileColumn {
  readonly name: string
  /** Type the engine reads the column as. */
  readonly engineType: string
  readonly type: FileType
}

/**
 * A column as the engine describes it. Dates are read as plain numbers: the engine stops the whole file at a date it
 * cannot hold (0001-01-01 and 9999-12-31 are common), we refuse that row alone.
 */
export function typedFileColumn(name: string, described: string): TypedFileColumn {
  const plain = /^Nullable\((.*)\)$/s.exec(described)?.[1] ?? described
  if (plain === 'Date' || plain === 'Date32') return { name, engineType: 'Nullable(Int32)', type: { kind: 'days' } }
  return { name, engineType: described, type: fileType(plain) }
}

function fileType(plain: string): FileType {
  if (/^(Array|Map|Tuple)\(/.test(plain)) return { kind: 'nested' }
  if (plain === 'UInt64') return { kind: 'uint64' }
  if (/^U?Int(8|16|32|64)$/.test(plain)) return { kind: 'int' }
  if (/^Float(32|64)$/.test(plain)) return { kind: 'float' }
  if (plain === 'Bool') return { kind: 'bool' }
  const decimal = /^Decimal\((\d+), (\d+)\)$/.exec(plain)
  // Wider ones could overflow while they are shifted to minor units: their digits are read as text.
  if (decimal) return Number(decimal[1]) <= 18 ? { kind: 'decimal', scale: Number(decimal[2]) } : { kind: 'wide' }
  const instant = /^DateTime(64)?(\((\d+, )?('[^']+')?\d*\))?$/.exec(plain)
  if (instant) return { kind: instant[4] === undefined ? 'wall' : 'instant' }
  return { kind: plain === 'String' ? 'text' : 'wide' }
}

/** The columns as the engine's structure text: names quoted, whatever letters they have. */
export function structureOf(columns: readonly TypedFileColumn[]): string {
  const quoted = (name: string) => `\`${name.replace(/\\/g, '\\\\').replace(/`/g, '\\`')}\``
  return columns.map((column) => `${quoted(column.name)} ${column.engineType}`).join(', ')
}
