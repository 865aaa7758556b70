import type { Context } from '#platform/context'
import { bankRuns } from '#ingest'
import { bankTable, type BankTableName, type Source } from '#ingest/contract'
import { isFact } from '../domain/bank-column-place.js'
import { runDetail } from '../domain/run-detail.js'

/** What one source brought to one table, as a read of a date sees it. */
export interface Feed {
  readonly table: BankTableName
  readonly source: string
  readonly runs: readonly number[]
  /** Of a fact table the runs of its newest business date: what came last. Of others all, since they are one state. */
  readonly delivery: readonly number[]
  readonly loadIds: readonly string[]
  /** Columns the source's mapping fills, custom attributes too. */
  readonly columns: ReadonlySet<string>
  /** Business date of its newest run. */
  readonly newest: string
  /** Rows by business date of the run. */
  readonly rowsByDate: ReadonlyMap<string, number>
}

/** Feeds of bank tables as of a date. */
export async function loadFeeds(context: Context, tables: readonly BankTableName[], asOf: string): Promise<Feed[]> {
  const mapped = await mappedColumns(context)
  const feeds: Feed[] = []
  for (const table of tables) feeds.push(...(await feedsOf(context, table, asOf, mapped)))
  return feeds
}

async function feedsOf(context: Context, table: BankTableName, asOf: string, mapped: ReadonlyMap<string, ReadonlySet<string>>): Promise<Feed[]> {
  const [visible, seen] = await Promise.all([context.runs.visible('load', table, asOf), bankRuns(context.runs, table, asOf)])
  const current = new Set(seen)
  const bySource = new Map<string, typeof visible>()
  for (const run of visible) {
    const { source } = runDetail(run.detail)
    bySource.set(source, [...(bySource.get(source) ?? []), run])
  }
  return [...bySource].map(([source, all]) => {
    const runs = all.filter(({ id }) => current.has(id))
    const newest = runs.map((run) => run.asOf).sort().at(-1) ?? asOf
    const rowsByDate = new Map<string, number>()
    for (const run of all) rowsByDate.set(run.asOf, (rowsByDate.get(run.asOf) ?? 0) + runDetail(run.detail).rows)
    return {
      table,
      source,
      runs: runs.map(({ id }) => id),
      delivery: runs.filter((run) => !isFact(table) || run.asOf === newest).map(({ id }) => id),
      loadIds: [...new Set(runs.map(({ detail }) => runDetail(detail).loadId))],
      columns: mapped.get(`${source}/${table}`) ?? new Set(Object.keys(bankTable(table).columns)),
      newest,
      rowsByDate,
    }
  }).filter((feed) => feed.runs.length > 0)
}

/** Columns by `source/table`, of the newest published mapping of every source, archived ones too. */
async function mappedColumns(context: Context): Promise<Map<string, ReadonlySet<string>>> {
  const columns = new Map<string, Set<string>>()
  for (const { key, body } of await publishedSources(context)) {
    for (const target of body.targets) {
      const known = columns.get(`${key}/${target.table}`) ?? new Set<string>()
      for (const name of [...Object.keys(target.columns), ...Object.keys(target.attributes ?? {})]) known.add(name)
      columns.set(`${key}/${target.table}`, known)
    }
  }
  return columns
}

/** The newest published version of every source, archived ones too when asked. */
export async function publishedSources(context: Context, archived = true) {
  const heads = [...(await context.definitions.list<Source>('source')), ...(archived ? await context.definitions.list<Source>('source', { archived: true }) : [])]
  const published = heads.filter(({ version }) => version !== null)
  return Promise.all(published.map(({ key }) => context.definitions.version<Source>('source', key, 'latest')))
}
