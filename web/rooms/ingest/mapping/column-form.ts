import type { ColumnSpec, DateFormat, FromColumn } from '#ingest/contract'

export interface ValuePair {
  readonly from: string
  readonly to: string
}

/** What a file column says and how it is read, as the form holds it. */
export interface ReadForm {
  readonly how: 'column'
  readonly from: string
  readonly format: DateFormat | null
  /** Money: yuan (major) or fen (minor). */
  readonly unit: 'major' | 'minor'
  readonly missing: readonly string[]
  readonly values: readonly ValuePair[]
  /** What a text that is not listed becomes; empty: it is rejected. */
  readonly otherwise: string
  /** What the form has no field for (slice, bands, …), kept as it came. */
  readonly rest: Readonly<Partial<FromColumn>>
}

/** How one bank column or attribute gets its value. */
export type ColumnForm =
  | ReadForm
  | { readonly how: 'constant'; readonly constant: string; readonly was: string | number | boolean }
  | { readonly how: 'line' }
  | { readonly how: 'lookup'; readonly spec: Extract<ColumnSpec, { lookup: unknown }> }

/** Reads a file column as it is. */
export const readFrom = (from: string, format: DateFormat | null = null): ReadForm => ({
  how: 'column',
  from,
  format,
  unit: 'major',
  missing: [],
  values: [],
  otherwise: '',
  rest: {},
})

export const constantOf = (constant: string): ColumnForm => ({ how: 'constant', constant, was: constant })

function toRead({ from, format, unit, missing, values, otherwise, ...rest }: FromColumn): ReadForm {
  return {
    how: 'column',
    from,
    format: format ?? null,
    unit: unit ?? 'major',
    missing: missing ?? [],
    values: Object.entries(values ?? {}).map(([text, to]) => ({ from: text, to })),
    otherwise: otherwise ?? '',
    rest,
  }
}

/** A column of a mapping as the form holds it. */
export function toColumnForm(spec: ColumnSpec): ColumnForm {
  if (typeof spec === 'string') return readFrom(spec)
  if ('constant' in spec) return { how: 'constant', constant: String(spec.constant), was: spec.constant }
  if ('line' in spec) return { how: 'line' }
  if ('lookup' in spec) return { how: 'lookup', spec }
  return toRead(spec)
}

/** `undefined` properties left out, so that what is written is what was meant. */
function compact(from: Readonly<Record<string, unknown>>): FromColumn {
  return Object.fromEntries(Object.entries(from).filter(([, value]) => value !== undefined)) as FromColumn
}

function readSpec(form: ReadForm): ColumnSpec {
  const values = form.values.filter(({ from }) => from !== '')
  const spec = compact({
    ...form.rest,
    from: form.from,
    format: form.format ?? undefined,
    unit: form.unit === 'minor' ? 'minor' : undefined,
    missing: form.missing.length > 0 ? form.missing : undefined,
    values: values.length > 0 ? Object.fromEntries(values.map(({ from, to }) => [from, to])) : undefined,
    otherwise: form.otherwise === '' ? undefined : form.otherwise,
  })
  return Object.keys(spec).length === 1 ? form.from : spec
}

/** The form's column as a mapping writes it. */
export function toColumnSpec(form: ColumnForm): ColumnSpec {
  switch (form.how) {
    case 'column':
      return readSpec(form)
    case 'constant':
      return { constant: form.constant === String(form.was) ? form.was : form.constant }
    case 'line':
      return { line: true }
    case 'lookup':
      return form.spec
  }
}

/** The file column a form reads, if it reads one. */
export function fileColumnOf(form: ColumnForm): string | null {
  if (form.how === 'column') return form.from
  return form.how === 'lookup' ? form.spec.from : null
}

/** How many settings besides the file column a form has. */
export function settingsCount(form: ReadForm): number {
  const { missing, values, otherwise, rest } = form
  const has = [missing.length > 0, values.length > 0, otherwise !== '']
  return has.filter(Boolean).length + Object.keys(rest).length
}
