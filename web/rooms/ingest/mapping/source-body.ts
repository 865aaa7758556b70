import { type FileFormat, type Source, sourceSchema } from '#ingest/contract'
import { type TargetForm, toTarget, toTargetForm } from './target-form.js'

/** What the wizard asks about a source besides its mapping. */
export interface SourceAbout {
  readonly key: string
  readonly nameZh: string
  readonly nameEn: string
  readonly purpose: string
  readonly legalBasis: NonNullable<Source['legalBasis']> | ''
  readonly classification: NonNullable<Source['classification']> | ''
  /** The data are made up. */
  readonly demo: boolean
  /** Business date of this load; empty: the source's own, or the bank's business date. */
  readonly businessDate: string
}

export const nobodyKnows: SourceAbout = {
  key: '',
  nameZh: '',
  nameEn: '',
  purpose: 'MARKETING',
  legalBasis: '',
  classification: 'C2',
  demo: false,
  businessDate: '',
}

/** Body of a source definition from the forms; what the forms do not show stays as `before` has it. */
export function toSourceBody(
  about: Pick<SourceAbout, 'purpose' | 'legalBasis' | 'classification'> & Partial<Pick<SourceAbout, 'demo'>>,
  format: FileFormat,
  targets: readonly TargetForm[],
  before: Partial<Source> = {},
): Source {
  const { purpose, legalBasis, classification } = about
  const kept = Object.fromEntries(
    Object.entries(before).filter(([key]) => !['purpose', 'legalBasis', 'classification', 'demo'].includes(key)),
  ) as Partial<Source>
  return {
    ...kept,
    ...(purpose.trim() === '' ? {} : { purpose: purpose.trim() }),
    ...(legalBasis === '' ? {} : { legalBasis }),
    ...(classification === '' ? {} : { classification }),
    ...(about.demo === true ? { demo: true } : {}),
    format,
    businessDate: before.businessDate ?? null,
    targets: targets.map(toTarget),
  }
}

/** Reads a source definition's body; null when this console does not understand it. */
export function readSource(body: unknown): Source | null {
  const parsed = sourceSchema.safeParse(body)
  return parsed.success ? parsed.data : null
}

export const targetFormsOf = (source: Source): readonly TargetForm[] => source.targets.map(toTargetForm)

/** A key people can read from a file's name: `Customers 2025-03.csv` → `customers-2025-03`. */
export function keyFromFile(fileName: string): string {
  const stem = fileName.replace(/^.*[\\/]/, '').replace(/(\.(csv|txt|tsv|json|jsonl|ndjson|parquet|gz))+$/i, '')
  const plain = stem
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+|-+$/g, '')
    .slice(0, 40)
  return plain === '' ? 'source' : plain
}

const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return Object.fromEntries(entries.sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, one]) => [key, sorted(one)]))
}

/** Whether two bodies say the same, whatever the order of their keys. */
export const isSameBody = (one: unknown, other: unknown): boolean =>
  JSON.stringify(sorted(one)) === JSON.stringify(sorted(other))
