import { Button, Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ConnectorSecretView } from '#ingest/contract'
import { del, nothing } from '../../../api/client.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { DateText, Num } from '../../../ui/figures/Num.js'
import { ListTable } from '../../../ui/list/ListTable.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { secretsSchema } from '../form/ConnectorFields.js'
import { SECRETS, sourcePath } from '../paths.js'
import { SecretForm } from './SecretForm.js'
import '../sources.css'

/** Secrets of connectors: who uses which, where each may be sent. Values are written, never read. */
export function SecretsDrawer({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useTranslation('sources')
  const refresh = useRefresh()
  const mayWrite = useMay('data.load')
  const [edited, setEdited] = useState<ConnectorSecretView | 'new' | null>(null)
  const secrets = useApi(open ? SECRETS : null, secretsSchema)
  const actions = (secret: ConnectorSecretView) => (
    <span className="row-actions">
      <Button size="small" onClick={() => setEdited(secret)}>
        {t('secret.replace')}
      </Button>
      <ConfirmButton
        size="small"
        danger
        label={t('secret.remove')}
        title={t('secret.removeTitle', { name: secret.name })}
        onConfirm={async () => {
          await del(`${SECRETS}/${encodeURIComponent(secret.name)}`, nothing)
          await refresh(SECRETS)
        }}
      >
        {t('secret.removeWhat')}
      </ConfirmButton>
    </span>
  )
  return (
    <Drawer open={open} onClose={onClose} title={t('secret.title')} size={860} destroyOnHidden>
      <div className="source-stack">
        <p className="soft">{t('secret.what')}</p>
        {open && (
          <Loaded query={secrets}>
            {({ items }) => (
              <ListTable
                rows={items}
                rowKey={({ name }) => name}
                empty={t('secret.empty')}
                columns={[
                  { key: 'name', title: t('secret.name'), render: ({ name }) => <code>{name}</code> },
                  { key: 'kind', title: t('secret.kind'), render: ({ kind }) => t(`secret.kinds.${kind}`) },
                  { key: 'hosts', title: t('secret.hosts'), render: ({ hosts }) => hosts.join(', ') },
                  { key: 'version', title: t('secret.version'), align: 'right', render: ({ version }) => <Num value={version} /> },
                  { key: 'updated', title: t('secret.updated'), render: ({ updatedAt, updatedBy }) => <>{updatedBy} <DateText value={updatedAt} /></> },
                  { key: 'usedBy', title: t('secret.usedBy'), render: ({ usedBy }) => usedBy.map((key) => <AppLink key={key} to={sourcePath(key)}>{key} </AppLink>) },
                  ...(mayWrite ? [{ key: 'actions', title: '', render: actions }] : []),
                ]}
              />
            )}
          </Loaded>
        )}
        {mayWrite && edited === null && (
          <div>
            <Button type="primary" onClick={() => setEdited('new')}>
              {t('secret.add')}
            </Button>
          </div>
        )}
        {edited !== null && <SecretForm key={edited === 'new' ? '' : edited.name} secret={edited === 'new' ? null : edited} onClose={() => setEdited(null)} />}
      </div>
    </Drawer>
  )
}
