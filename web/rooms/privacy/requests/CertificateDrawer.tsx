import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import type { ErasureView } from '#privacy/contract'
import { DownloadButton } from '../../../ui/action/DownloadButton.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { useSay } from '../../../ui/language/use-say.js'

/** What was removed and what was kept by law, to be handed to the customer. */
export function CertificateDrawer({ request, onClose }: { readonly request: ErasureView; readonly onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const say = useSay()
  const { certificate } = request
  if (certificate === null) return null
  const file = () => new Blob([JSON.stringify({ id: request.id, custId: request.custId, kind: request.kind, outcome: request.outcome, ...certificate }, null, 2)], { type: 'application/json' })
  return (
    <Drawer open size={640} title={t('request.certificateTitle')} onClose={onClose} extra={<DownloadButton label={t('request.download')} fileName={`certificate-${request.id}.json`} load={file} />}>
      <dl className="privacy-facts">
        <dt>{t('customer')}</dt>
        <dd className="figures">{request.custId}</dd>
        <dt>{t('request.outcome')}</dt>
        <dd>{request.outcome === null ? '' : t(`request.outcomes.${request.outcome}`)}</dd>
        <dt>{t('request.requested')}</dt>
        <dd>
          {request.requestedBy.name} <DateText value={request.requestedAt} />
        </dd>
        <dt>{t('request.decided')}</dt>
        <dd>
          {request.decidedBy?.name} <DateText value={request.decidedAt} />
        </dd>
        <dt>{t('request.printed')}</dt>
        <dd>
          <DateText value={certificate.at} seconds />
        </dd>
        {certificate.retained !== null && (
          <>
            <dt>{t('request.retained')}</dt>
            <dd>
              {say(certificate.retained.why)} {certificate.retained.until !== null && <>{t('request.until')} <DateText value={certificate.retained.until} /></>}
            </dd>
          </>
        )}
      </dl>
      <RowsTable title={t('request.removed')} rows={certificate.removed.map((row) => ({ ...row, why: '' }))} />
      <RowsTable title={t('request.kept')} rows={certificate.kept.map(({ table, rows, why }) => ({ table, rows, why: say(why) }))} />
    </Drawer>
  )
}

interface RowsProps {
  readonly title: string
  readonly rows: readonly { readonly table: string; readonly rows: number; readonly why: string }[]
}

function RowsTable({ title, rows }: RowsProps) {
  const { t } = useTranslation('privacy')
  return (
    <>
      <h3>{title}</h3>
      {rows.length === 0 && <p className="soft">{t('request.nothing')}</p>}
      <table className="plain-table privacy-table">
        <tbody>
          {rows.map(({ table, rows: count, why }) => (
            <tr key={table}>
              <td>
                <code>{table}</code>
              </td>
              <td className="right">
                <Num value={count} />
              </td>
              <td>{why}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}
