import { useTranslation } from 'react-i18next'
import { bankTable, bankTableNames, type Load, type LoadReport, type Source } from '#ingest/contract'
import { useDefinitionVersion } from '../../../api/definitions.js'
import { useToday } from '../../../api/installation.js'
import { MoneyText, Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'
import { readSource } from '../mapping/source-body.js'
import { useBankWords } from '../use-bank-words.js'
import { rowsOfTable } from './load-steps.js'

type ColumnReport = LoadReport['columns'][number]

/** Name and currency of a reported column, from the mapping that loaded it. */
function useColumnFacts(load: Load) {
  const say = useSay()
  const words = useBankWords()
  const { currency } = useToday().data ?? { currency: 'CNY' }
  const version = useDefinitionVersion('source', load.source, load.sourceVersion)
  const source: Source | null = version.data ? readSource(version.data.body) : null
  const targetsOf = (table: string) => source?.targets.filter((target) => target.table === table) ?? []
  return {
    nameOf: ({ table, column }: ColumnReport) => {
      const own = targetsOf(table).flatMap(({ attributes }) => attributes?.[column] ?? [])[0]
      const known = bankTableNames.find((name) => name === table)
      const inBank = known !== undefined && bankTable(known).columns[column] !== undefined
      return own && !inBank ? say(own.name) : words.column(table, column)
    },
    currencyOf: ({ table, column }: ColumnReport) =>
      targetsOf(table).find(({ columns, attributes }) => column in columns || column in (attributes ?? {}))
        ?.currency ?? currency,
  }
}

function Bound({ value, column, currency }: { value: string | null; column: ColumnReport; currency: string }) {
  if (column.type === 'money' && value !== null && /^-?\d+$/.test(value)) {
    return <MoneyText minor={value} currency={currency} full />
  }
  if (value !== null && (column.type === 'int' || column.type === 'decimal')) {
    return <Num value={Number(value)} digits={4} />
  }
  return <span className="ingest-cut">{value ?? '–'}</span>
}

interface Props {
  readonly load: Load
  readonly report: LoadReport
}

/** Missing values, distinct values and bounds of every column that was loaded. */
export function ColumnProfile({ load, report }: Props) {
  const { t } = useTranslation('ingest')
  const words = useBankWords()
  const { nameOf, currencyOf } = useColumnFacts(load)
  return (
    <section className="panel">
      <h2>{t('profile.title')}</h2>
      <div className="ingest-scroll">
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{t('report.table')}</th>
              <th scope="col">{t('profile.column')}</th>
              <th scope="col">{t('profile.type')}</th>
              <th scope="col" className="right">
                {t('profile.missing')}
              </th>
              <th scope="col" className="right">
                {t('profile.distinct')}
              </th>
              <th scope="col" className="right">
                {t('profile.min')}
              </th>
              <th scope="col" className="right">
                {t('profile.max')}
              </th>
            </tr>
          </thead>
          <tbody>
            {report.columns.map((column, at) => {
              const total = rowsOfTable(report, column.table)
              return (
                <tr key={at}>
                  <td>{words.table(column.table)}</td>
                  <td>
                    {nameOf(column)} <code className="soft">{column.column}</code>
                  </td>
                  <td>{words.type(column.type)}</td>
                  <td className="figures right">
                    <Percent
                      value={total === 0 ? null : column.missing / total}
                      of={{ part: column.missing, total }}
                    />
                  </td>
                  <td className="figures right">
                    <Num value={column.distinct} />
                  </td>
                  <td className="figures right">
                    <Bound value={column.min} column={column} currency={currencyOf(column)} />
                  </td>
                  <td className="figures right">
                    <Bound value={column.max} column={column} currency={currencyOf(column)} />
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      </div>
    </section>
  )
}
