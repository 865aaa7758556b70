import {
  type AttributeSpec,
  bankTable,
  type BankTableName,
  type BankType,
  type InferredColumn,
  type Target,
} from '#ingest/contract'
import { type ColumnForm, fileColumnOf, readFrom, toColumnForm, toColumnSpec } from './column-form.js'

export type AttributeType = AttributeSpec['type']

export interface AttributeForm {
  readonly key: string
  readonly nameZh: string
  readonly nameEn: string
  readonly type: AttributeType
  readonly column: ColumnForm
}

/** One bank table a file fills, as the form holds it. */
export interface TargetForm {
  readonly table: BankTableName
  readonly mode: Target['mode']
  /** Empty: the reporting currency. */
  readonly currency: string
  readonly columns: Readonly<Record<string, ColumnForm>>
  readonly attributes: readonly AttributeForm[]
  readonly where: Readonly<Record<string, string>>
  /** Not shown by the form, kept as it is. */
  readonly columnPurposes?: Target['columnPurposes']
}

export function toTargetForm(target: Target): TargetForm {
  return {
    table: target.table,
    mode: target.mode,
    currency: target.currency ?? '',
    columns: Object.fromEntries(
      Object.entries(target.columns).map(([name, spec]) => [name, toColumnForm(spec)]),
    ),
    attributes: Object.entries(target.attributes ?? {}).map(([key, { name, type, column }]) => ({
      key,
      nameZh: name.zh,
      nameEn: name.en ?? '',
      type,
      column: toColumnForm(column),
    })),
    where: target.where ?? {},
    ...(target.columnPurposes === undefined ? {} : { columnPurposes: target.columnPurposes }),
  }
}

const toAttribute = ({ nameZh, nameEn, type, column }: AttributeForm): AttributeSpec => ({
  type,
  name: { zh: nameZh.trim(), ...(nameEn.trim() === '' ? {} : { en: nameEn.trim() }) },
  column: toColumnSpec(column),
})

export function toTarget(form: TargetForm): Target {
  const { table, mode, currency, columns, attributes, where } = form
  return {
    table,
    mode,
    columns: Object.fromEntries(Object.entries(columns).map(([name, one]) => [name, toColumnSpec(one)])),
    ...(attributes.length === 0
      ? {}
      : { attributes: Object.fromEntries(attributes.map((one) => [one.key, toAttribute(one)])) }),
    ...(Object.keys(where).length === 0 ? {} : { where }),
    ...(currency === '' ? {} : { currency }),
    ...(form.columnPurposes === undefined ? {} : { columnPurposes: form.columnPurposes }),
  }
}

/** An empty target; one row per customer needs an id, for others the line number is the key. */
export function emptyTarget(table: BankTableName): TargetForm {
  const mode = bankTable(table).modes[0] ?? 'snapshot'
  return { table, mode, currency: '', columns: {}, attributes: [], where: {} }
}

/** Where a file column goes in one target. */
export type Destination =
  | { readonly kind: 'column'; readonly name: string }
  | { readonly kind: 'attribute'; readonly key: string }

/** Every place a file column goes to. */
export function destinationsOf(target: TargetForm, fileColumn: string): readonly Destination[] {
  const names = Object.entries(target.columns).filter(([, one]) => fileColumnOf(one) === fileColumn)
  const attributes = target.attributes.filter(({ column }) => fileColumnOf(column) === fileColumn)
  return [
    ...names.map(([name]) => ({ kind: 'column' as const, name })),
    ...attributes.map(({ key }) => ({ kind: 'attribute' as const, key })),
  ]
}

/** A key an attribute may have, from whatever the file calls its column. */
export function attributeKeyOf(name: string, taken: readonly string[]): string {
  const plain = name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^[^a-z]+|_+$/g, '')
    .slice(0, 36)
  const base = plain === '' ? 'attribute' : plain
  if (!taken.includes(base)) return base
  const free = Array.from({ length: taken.length + 1 }, (_, at) => `${base}_${at + 2}`)
  return free.find((key) => !taken.includes(key)) ?? base
}

const attributeTypes: Readonly<Record<InferredColumn['type'], AttributeType>> = {
  text: 'text',
  int: 'int',
  decimal: 'decimal',
  date: 'date',
  instant: 'text',
  bool: 'bool',
  enum: 'enum',
}

const isDated = (type: BankType): boolean => type === 'date' || type === 'instant'

/** The target with the file column no longer read. */
export function withoutColumn(target: TargetForm, fileColumn: string): TargetForm {
  const columns = Object.entries(target.columns).filter(([, one]) => fileColumnOf(one) !== fileColumn)
  const attributes = target.attributes.filter(({ column }) => fileColumnOf(column) !== fileColumn)
  return { ...target, columns: Object.fromEntries(columns), attributes }
}

/** The target with the file column going to a bank column. */
export function withBankColumn(target: TargetForm, file: InferredColumn, name: string): TargetForm {
  const type = bankTable(target.table).columns[name]?.type
  const format = type !== undefined && isDated(type) ? file.format : null
  const rest = withoutColumn(target, file.name)
  return { ...rest, columns: { ...rest.columns, [name]: readFrom(file.name, format) } }
}

/** The target with the file column as a custom attribute of the customer. */
export function withAttribute(target: TargetForm, file: InferredColumn): TargetForm {
  const rest = withoutColumn(target, file.name)
  const key = attributeKeyOf(
    file.name,
    rest.attributes.map((one) => one.key),
  )
  const type = attributeTypes[file.type]
  const column = readFrom(file.name, type === 'date' ? file.format : null)
  const made: AttributeForm = { key, nameZh: file.name, nameEn: '', type, column }
  return { ...rest, attributes: [...rest.attributes, made] }
}

/** The target with one column read as the form says. */
export function withColumn(target: TargetForm, at: Destination, column: ColumnForm): TargetForm {
  if (at.kind === 'column') return { ...target, columns: { ...target.columns, [at.name]: column } }
  const attributes = target.attributes.map((one) => (one.key === at.key ? { ...one, column } : one))
  return { ...target, attributes }
}

export function dropBankColumn(target: TargetForm, name: string): TargetForm {
  const columns = Object.entries(target.columns).filter(([known]) => known !== name)
  return { ...target, columns: Object.fromEntries(columns) }
}

/** Type a destination's values have. */
export function typeOf(target: TargetForm, at: Destination): BankType | undefined {
  if (at.kind === 'column') return bankTable(target.table).columns[at.name]?.type
  return target.attributes.find(({ key }) => key === at.key)?.type
}

/** Bank columns a target must have and does not have yet. */
export function missingColumns(target: TargetForm): readonly string[] {
  const { columns } = bankTable(target.table)
  return Object.keys(columns).filter(
    (name) => columns[name]?.required === true && target.columns[name] === undefined,
  )
}

/** File columns a target reads that the file does not have. */
export function unknownFileColumns(target: TargetForm, known: readonly string[]): readonly string[] {
  const read = [...Object.values(target.columns), ...target.attributes.map(({ column }) => column)]
    .map(fileColumnOf)
    .filter((name) => name !== null)
  return [...new Set([...read, ...Object.keys(target.where)])].filter((name) => !known.includes(name))
}
