import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'

export interface CodeForm {
  readonly code: string
  readonly zh: string
  readonly en: string
}

const PARTS = ['code', 'zh', 'en'] as const

interface Props {
  readonly rows: readonly CodeForm[]
  /** Rows that must stay. */
  readonly least: number
  readonly add: string
  readonly onChange: (rows: readonly CodeForm[]) => void
}

/** Codes with their names in both languages. */
export function CodeTable({ rows, least, add, onChange }: Props) {
  const { t } = useTranslation('tags')
  const set = (at: number, part: Partial<CodeForm>) => onChange(rows.map((one, index) => (index === at ? { ...one, ...part } : one)))
  return (
    <>
      {rows.length > 0 && (
        <table className="plain-table tags-bands">
          <thead>
            <tr>
              {PARTS.map((part) => <th key={part} scope="col">{t(`builder.band.${part}`)}</th>)}
              <th />
            </tr>
          </thead>
          <tbody>
            {rows.map((one, at) => (
              <tr key={at}>
                {PARTS.map((part) => (
                  <td key={part}>
                    <Input aria-label={`${at + 1} ${t(`builder.band.${part}`)}`} value={one[part]} onChange={(event) => set(at, { [part]: event.target.value })} />
                  </td>
                ))}
                <td>{rows.length > least && <Button type="text" onClick={() => onChange(rows.filter((_, index) => index !== at))}>{t('builder.remove')}</Button>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <Button onClick={() => onChange([...rows, { code: '', zh: '', en: '' }])}>{add}</Button>
    </>
  )
}
