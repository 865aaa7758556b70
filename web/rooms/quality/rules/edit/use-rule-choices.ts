import { useDefinitions } from '../../../../api/definitions.js'
import { useApi } from '../../../../api/query.js'
import { useSay } from '../../../../ui/language/use-say.js'
import { bankTable, bankTableNames, type BankTableName, type BankType } from '#ingest/contract'
import { type CheckKind, dictionaryPageSchema } from '#quality/contract'
import { DICTIONARY } from '../../quality-paths.js'
import { type ColumnChoice, columnChoices } from './rule-draft.js'

interface Choice {
  readonly value: string
  readonly label: string
}

const LIMIT = 200

/** Bank tables by name in the reader's language. */
export function useTableChoices(): readonly { readonly value: BankTableName; readonly label: string }[] {
  const say = useSay()
  return bankTableNames.map((value) => ({ value, label: `${say(bankTable(value))} ${value}` }))
}

/** Columns of a table that a check of the kind can be about, the bank's own attributes among them. */
export function useColumnChoices(table: BankTableName | undefined, kind: CheckKind): readonly (Choice & ColumnChoice)[] {
  const say = useSay()
  const entries = useApi(table === 'customer' ? DICTIONARY : null, dictionaryPageSchema, { query: { table: 'customer', kind: 'column', limit: LIMIT }, staleTime: 300_000 }).data?.items ?? []
  const own = entries
    .filter(({ custom }) => custom)
    .map(({ key, name, type }): ColumnChoice => ({ name: key.slice(key.indexOf('.') + 1), ...name, column: { type: (type ?? 'text') as BankType } }))
  return columnChoices(table, kind, own).map((choice) => ({ ...choice, value: choice.name, label: `${say(choice)} ${choice.name}` }))
}

/** Sources by name. */
export function useSourceChoices(): readonly Choice[] {
  const say = useSay()
  return (useDefinitions('source').data?.items ?? []).map(({ key, name }) => ({ value: key, label: `${say(name)} ${key}` }))
}
