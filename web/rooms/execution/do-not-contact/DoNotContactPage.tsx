import { useTranslation } from 'react-i18next'
import { doNotContactCountSchema } from '#strategy/contract'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num } from '../../../ui/figures/Num.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { AddIds } from './AddIds.js'
import { RemoveId } from './RemoveId.js'
import '../execution.css'

/** Customers nobody may contact: how many, add, take off. */
export function DoNotContactPage() {
  const { t } = useTranslation('execution')
  const mayChange = useMay('strategy.release')
  const count = useApi('/api/v1/do-not-contact', doNotContactCountSchema)
  return (
    <div className="narrow-page-wide panel-gap">
      <PageHeader title={t('dnc.title')} purpose={t('dnc.purpose')} />
      <Loaded query={count} rows={2}>
        {({ total }) => <StatTile label={t('dnc.total')} value={<Num value={total} />} note={t('dnc.counted')} />}
      </Loaded>
      {mayChange ? (
        <>
          <AddIds />
          <RemoveId />
        </>
      ) : (
        <p className="soft">{t('dnc.readOnly')}</p>
      )}
      <p className="soft">{t('dnc.audited')}</p>
    </div>
  )
}
