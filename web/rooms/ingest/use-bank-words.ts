import { useTranslation } from 'react-i18next'
import { bankTable, type BankTableName, bankTableNames, type Target } from '#ingest/contract'
import { useSay } from '../../ui/language/use-say.js'

const asTable = (name: string): BankTableName | undefined => bankTableNames.find((known) => known === name)

export interface BankWords {
  readonly table: (name: string) => string
  /** A column of the bank model; a custom attribute's key is shown as it is. */
  readonly column: (table: string, name: string) => string
  readonly mode: (mode: string) => string
  readonly type: (type: string) => string
}

/** The bank model in the reader's language. */
export function useBankWords(): BankWords {
  const { t } = useTranslation('ingest')
  const say = useSay()
  return {
    table: (name) => {
      const known = asTable(name)
      return known === undefined ? name : say(bankTable(known))
    },
    column: (table, name) => {
      const known = asTable(table)
      const column = known === undefined ? undefined : bankTable(known).columns[name]
      return column === undefined ? name : say(column)
    },
    mode: (mode) => t(`mode.${mode as Target['mode']}`, { defaultValue: mode }),
    type: (type) => t(`type.${type as 'text'}`, { defaultValue: type }),
  }
}
