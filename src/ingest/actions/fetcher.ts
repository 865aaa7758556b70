import type { Context } from '#platform/context'
import type { FileRef, Source } from '../contract.js'
import type { ListedFile } from '../domain/file-pattern.js'

/** Where and for which date a source is fetched. */
export interface FetchPlace {
  readonly context: Context
  readonly source: Source
  readonly sourceKey: string
  readonly businessDate: string
  readonly signal: AbortSignal
  readonly onBytes: (done: number) => void
}

/** A fetched file in the server's keeping; null when there was not a single row. `mark` when reading tells a better one. */
export interface Fetched {
  readonly file: FileRef
  readonly mark?: string
}

/** What a connector can do: say what is there, bring one file of it, show a few rows. */
export interface Fetcher {
  /** Whether the same name and mark is the same content: files are taken once, tables and addresses each time. */
  readonly once: boolean
  /** What is there to take, in the order it is loaded. */
  list(): Promise<ListedFile[]>
  take(file: ListedFile): Promise<Fetched | null>
  /** Writes a few rows to a file of ours at `path`, for a test of the connection. */
  sample(file: ListedFile, path: string): Promise<void>
}

/** Rows a test of a connection shows. */
export const SAMPLE_ROWS = 20

/** Bytes one fetch may bring. */
export const MAX_FETCH_BYTES = 20 * 1024 ** 3

/** The one file a table or an address gives for a business date. */
export function dailyFile(place: FetchPlace, ending: string): ListedFile {
  const { sourceKey, businessDate } = place
  return { name: `${sourceKey}-${businessDate}.${ending}`, place: '', bytes: 0, mark: businessDate, changedAt: '', businessDate }
}
