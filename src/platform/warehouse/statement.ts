import { renderSql, type RenderedSql, type Sql } from '#kernel/sql'
import type { InsertOptions, StatementOptions } from './warehouse.js'

export type Settings = Readonly<Record<string, string | number>>

/** Settings of every statement: the same meaning of JOIN, NULL and JSON on both drivers. */
export const BASE_SETTINGS: Settings = {
  join_use_nulls: 1,
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  output_format_json_quote_denormals: 0,
  distributed_product_mode: 'local',
  max_query_size: 4_194_304,
  // A model of some hundred trees is one expression; what people write is bounded by the rule language.
  max_ast_elements: 1_000_000,
  date_time_input_format: 'best_effort',
}

const QUERY_SECONDS = 60

export interface Prepared extends RenderedSql {
  readonly settings: Settings
  readonly maxSeconds: number
  /** Marks the statement in the engine's list of running ones. */
  readonly tag: string
}

/** Text, parameters and settings of one statement; `tag` marks it for progress and cancel. */
export function prepare(statement: Sql, tag: string, options: StatementOptions, rows: boolean): Prepared {
  const rendered = renderSql(statement)
  const maxSeconds = options.maxSeconds ?? (rows ? QUERY_SECONDS : 0)
  const settings: Record<string, string | number> = { max_execution_time: maxSeconds, log_comment: tag }
  if (options.maxMemory !== undefined) settings['max_memory_usage'] = options.maxMemory
  if (options.insertThreads !== undefined) settings['max_insert_threads'] = options.insertThreads
  // By default only the fourth run of an expression is compiled: 100 trees over 5.4 M rows took 18 s instead of 3.
  if (options.compiled === true) settings['min_count_to_compile_expression'] = 0
  return { text: rendered.text, tag, params: rendered.params, settings, maxSeconds }
}

const TAKES_SETTINGS = /^\s*(\/\*.*?\*\/\s*)?(SELECT|WITH|INSERT)\b/i

/**
 * The text with its settings as a trailing clause, where the statement takes one. The tag travels as `log_comment`: the
 * engine drops comments from a statement with parameters but shows its settings in system.processes.
 */
export function taggedText({ text, settings }: Prepared): string {
  if (!TAKES_SETTINGS.test(text)) return text
  return `${text} SETTINGS ${settingTexts(settings).join(', ')}`
}

/** `name = value` of each setting, as SQL. Values are ours: no person or file supplies one. */
export function settingTexts(settings: Settings): string[] {
  return Object.entries(settings).map(([key, value]) => (typeof value === 'number' ? `${key} = ${value}` : `${key} = '${value}'`))
}

/** Settings of one insert. */
export function insertSettings(options: InsertOptions): Record<string, string | number> {
  const settings: Record<string, string | number> = {}
  if (options.token !== undefined) settings['insert_deduplication_token'] = options.token
  if (options.csv !== undefined) {
    settings['format_csv_delimiter'] = options.csv.delimiter
    settings['format_csv_allow_double_quotes'] = options.csv.quotes ? 1 : 0
  }
  return settings
}
