import { useTranslation } from 'react-i18next'
import { bankTable, type ColumnSpec, type Source, type Target } from '#ingest/contract'
import { useSay } from '../../../ui/language/use-say.js'
import { useBankWords } from '../use-bank-words.js'
import { columnWords } from './column-words.js'

interface RowProps {
  readonly name: string
  readonly code: string
  readonly type: string
  readonly spec: ColumnSpec
  readonly isAttribute?: boolean
}

function Row({ name, code, type, spec, isAttribute = false }: RowProps) {
  const { t } = useTranslation('ingest')
  const { from, how } = columnWords(spec, t)
  return (
    <tr>
      <td>
        {name} <code className="soft">{code}</code>{' '}
        {isAttribute && <span className="soft">{t('mapping.attribute')}</span>}
      </td>
      <td>{type}</td>
      <td>{from}</td>
      <td>{how}</td>
    </tr>
  )
}

function TargetTable({ target }: { readonly target: Target }) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const words = useBankWords()
  const { columns } = bankTable(target.table)
  const where = Object.entries(target.where ?? {}).map(([column, text]) => `${column} = ${text}`)
  return (
    <section className="panel">
      <h2>
        {words.table(target.table)} <span className="soft">{words.mode(target.mode)}</span>{' '}
        {target.currency !== undefined && <span className="soft">{target.currency}</span>}
      </h2>
      {where.length > 0 && <p>{t('mapping.where', { where: where.join(' · ') })}</p>}
      <table className="plain-table ingest-mapping">
        <thead>
          <tr>
            <th scope="col">{t('mapping.bankColumn')}</th>
            <th scope="col">{t('profile.type')}</th>
            <th scope="col">{t('mapping.fileColumn')}</th>
            <th scope="col">{t('mapping.how')}</th>
          </tr>
        </thead>
        <tbody>
          {Object.entries(target.columns).map(([name, spec]) => (
            <Row
              key={name}
              name={words.column(target.table, name)}
              code={name}
              type={words.type(columns[name]?.type ?? '')}
              spec={spec}
            />
          ))}
          {Object.entries(target.attributes ?? {}).map(([key, attribute]) => (
            <Row
              key={key}
              name={say(attribute.name)}
              code={key}
              type={words.type(attribute.type)}
              spec={attribute.column}
              isAttribute
            />
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** What every column of a source means, in words. */
export function MappingTable({ source }: { readonly source: Source }) {
  return (
    <div className="ingest-stack">
      {source.targets.map((target, at) => (
        <TargetTable key={at} target={target} />
      ))}
    </div>
  )
}
