import { Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { customerPrivacySchema } from '#privacy/contract'
import { usePosted } from '../../../api/posted.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText } from '../../../ui/figures/Num.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { PRIVACY } from '../privacy-paths.js'
import { usePurposes } from '../use-purposes.js'
import { RecordForm } from './RecordForm.js'

/** What one customer said last for each purpose, and a form for what they say now. The number stays out of the URL. */
export function CustomerDrawer({ custId, onClose }: { readonly custId: string; readonly onClose: () => void }) {
  const { t } = useTranslation('privacy')
  const { nameOf } = usePurposes()
  const mayWrite = useMay('consent.write')
  const found = usePosted(`${PRIVACY}/customer`, { custId }, customerPrivacySchema)
  return (
    <Drawer open size={560} title={`${t('customer')} ${custId}`} onClose={onClose} extra={<AppLink to={`/customers/${encodeURIComponent(custId)}?tab=consent`}>{t('consent.open')}</AppLink>}>
      <Loaded query={found}>
        {(privacy) => (
          <>
            <h3>{t('consent.state')}</h3>
            {privacy.purposes.length === 0 && <p className="soft">{t('consent.never')}</p>}
            <table className="plain-table">
              <tbody>
                {privacy.purposes.map(({ purpose, consent, channels }) => (
                  <tr key={purpose}>
                    <td>{nameOf(purpose)}</td>
                    <td>{consent === null ? <span className="soft">{t('consent.never')}</span> : <StatusTag tone={consent ? 'done' : 'attention'}>{consent ? t('consent.granted') : t('consent.refused')}</StatusTag>}</td>
                    <td className="tag-row">
                      {channels.map(({ channel, granted, at }) => (
                        <span key={channel} title={at}>
                          <code>{channel === '' ? t('consent.everyChannel') : channel}</code> {granted ? t('consent.granted') : t('consent.refused')} <DateText value={at} />
                        </span>
                      ))}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
            {mayWrite && <RecordForm custId={custId} onDone={() => void found.refetch()} />}
          </>
        )}
      </Loaded>
    </Drawer>
  )
}
