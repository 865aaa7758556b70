import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Load, LoadReport } from '#ingest/contract'
import { useMay } from '../../../api/session.js'
import { Num, Percent } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'

interface Props {
  readonly load: Load
  readonly report: LoadReport
}

/** Rows that were not taken, by reason, with masked samples; the file of all of them for who may have it. */
export function RejectTable({ load, report }: Props) {
  const { t } = useTranslation('ingest')
  const say = useSay()
  const mayDownload = useMay('data.rejects')
  const sorted = report.rejects.toSorted((a, b) => b.count - a.count)
  return (
    <section className="panel">
      <div className="ingest-panel-head">
        <h2>{t('rejects.title')}</h2>
        {mayDownload && (
          <Button icon={<DownloadOutlined />} href={`/api/v1/data/loads/${load.id}/rejects.csv`} download>
            {t('rejects.download')}
          </Button>
        )}
      </div>
      <p className="soft">{t('rejects.why')}</p>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('rejects.reason')}</th>
            <th scope="col">{t('rejects.column')}</th>
            <th scope="col" className="right">
              {t('rejects.count')}
            </th>
            <th scope="col" className="right">
              {t('rejects.share')}
            </th>
            <th scope="col">{t('rejects.samples')}</th>
          </tr>
        </thead>
        <tbody>
          {sorted.map(({ code, column, count, message, samples }) => (
            <tr key={`${code} ${column}`}>
              <td>
                {say(message)} <code className="soft">{code}</code>
              </td>
              <td>{column}</td>
              <td className="figures right">
                <Num value={count} />
              </td>
              <td className="figures right">
                <Percent
                  value={report.rows === 0 ? null : count / report.rows}
                  digits={2}
                  of={{ part: count, total: report.rows }}
                />
              </td>
              <td>
                {samples.map(({ line, masked }) => (
                  <div key={line}>
                    <span className="soft figures">{t('rejects.line', { line })}</span> <code>{masked}</code>
                  </div>
                ))}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
