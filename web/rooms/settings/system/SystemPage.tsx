import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { systemSchema } from '#app/contract'
import type { System } from '../../../api/installation.js'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatTile } from '../../../ui/figures/StatTile.js'
import { formatBytes } from '../../../ui/format.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'

function Tiles({ system }: { readonly system: System }) {
  const { t } = useTranslation('settings')
  const locale = useFormatLocale()
  const {
    version,
    node,
    warehouse,
    ledger,
    dataDir,
    diskFreeBytes,
    timeZone: zone,
    currency,
    businessDate,
  } = system
  return (
    <div className="stat-tiles">
      <StatTile label={t('system.version')} value={version} note={`Node ${node}`} />
      <StatTile
        label={t('system.businessDate')}
        value={businessDate}
        note={t('system.zone', { zone, currency })}
      />
      <StatTile
        label={t('system.warehouse')}
        value={warehouse.version}
        note={`ClickHouse · ${t(`system.${warehouse.kind}`)}`}
      />
      <StatTile
        label={t('system.ledger')}
        value={ledger.version}
        note={`PostgreSQL · ${t(`system.${ledger.kind}`)}`}
      />
      <StatTile label={t('system.disk')} value={formatBytes(diskFreeBytes, locale)} note={dataDir} />
    </div>
  )
}

function SettingsTable({ settings }: Pick<System, 'settings'>) {
  const { t } = useTranslation('settings')
  return (
    <section className="panel">
      <h2>{t('system.settings')}</h2>
      <table className="plain-table">
        <thead>
          <tr>
            <th scope="col">{t('system.name')}</th>
            <th scope="col">{t('system.value')}</th>
            <th scope="col">{t('system.origin')}</th>
          </tr>
        </thead>
        <tbody>
          {settings.map(({ name, value, origin }) => (
            <tr key={name}>
              <td>
                <code>{name}</code>
              </td>
              <td>{value}</td>
              <td className="soft">{origin}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

/** Versions, engines, disk and settings of this installation. */
export function SystemPage() {
  const { t } = useTranslation('settings')
  const system = useApi('/api/v1/system', systemSchema)
  return (
    <>
      <PageHeader title={t('system.title')} purpose={t('system.purpose')} />
      <Loaded query={system}>
        {(data) => (
          <>
            {data.demo && <Alert className="error-panel" type="warning" showIcon title={t('system.demo')} />}
            <Tiles system={data} />
            <SettingsTable settings={data.settings} />
          </>
        )}
      </Loaded>
    </>
  )
}
