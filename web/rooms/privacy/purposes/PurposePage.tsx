import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { type Purpose, purposeSchema, purposeUsesSchema } from '#privacy/contract'
import { type DefinitionView, useDefinition } from '../../../api/definitions.js'
import { useApi } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { Lineage } from '../../../ui/page/Lineage.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { useDefinitionLinks } from '../../../ui/page/use-definition-links.js'
import { VersionTable } from '../../../ui/page/VersionTable.js'
import { PRIVACY } from '../privacy-paths.js'
import { PurposeForm } from './PurposeForm.js'
import '../privacy.css'

/** One purpose: its basis and retention, what customers were told, its versions, what uses it. */
export function PurposePage() {
  const { key = '' } = useParams()
  const definition = useDefinition('purpose', key)
  return <Loaded query={definition}>{(found) => <One definition={found} purpose={purposeSchema.parse(found.body)} />}</Loaded>
}

function One({ definition, purpose }: { readonly definition: DefinitionView; readonly purpose: Purpose }) {
  const { t } = useTranslation('privacy')
  const say = useSay()
  const mayWrite = useMay('privacy.manage')
  const [isEditing, setEditing] = useState(false)
  const linksOf = useDefinitionLinks()
  const uses = useApi(`${PRIVACY}/purposes/${encodeURIComponent(definition.key)}/uses`, purposeUsesSchema).data?.items ?? []
  const links = linksOf(uses).map((link, at) => ({ ...link, name: say(uses[at]?.name ?? { zh: link.key }) }))
  return (
    <>
      <ObjectPage
        header={
          <ObjectHeader
            name={say(definition.name)}
            parent={{ label: t('one.parent'), to: '/data/privacy' }}
            status={<StatusTag tone="quiet">{t(`basis.${purpose.legalBasis}`)}</StatusTag>}
            version={definition.version}
            hasDraft={definition.hasDraft}
            note={say(purpose.description)}
            actions={
              mayWrite && (
                <Button type="primary" onClick={() => setEditing(true)}>
                  {t('edit')}
                </Button>
              )
            }
          />
        }
        tabs={[
          { key: 'about', label: t('one.about'), content: <About purpose={purpose} /> },
          { key: 'notices', label: t('one.notices'), content: <Notices purpose={purpose} /> },
          { key: 'versions', label: t('one.versions'), content: <VersionTable kind="purpose" objectKey={definition.key} /> },
        ]}
        rail={<Lineage from={[]} usedBy={links} />}
      />
      {isEditing && <PurposeForm definition={definition} onClose={() => setEditing(false)} />}
    </>
  )
}

function About({ purpose }: { readonly purpose: Purpose }) {
  const { t } = useTranslation('privacy')
  return (
    <dl className="privacy-facts">
      <dt>
        {t('list.basis')}
        <HelpHint name={t('list.basis')} source={t('basisSource')}>
          {t('basisHelp')}
        </HelpHint>
      </dt>
      <dd>{t(`basis.${purpose.legalBasis}`)}</dd>
      <dt>{t('list.retention')}</dt>
      <dd>{t('retention', { years: purpose.retention.years, after: t(`after.${purpose.retention.after}`) })}</dd>
      {purpose.separateConsent && (
        <>
          <dt>{t('list.separate')}</dt>
          <dd>{t('one.separateYes')}</dd>
        </>
      )}
      {purpose.sensitive && (
        <>
          <dt>{t('list.sensitive')}</dt>
          <dd>{t('one.sensitiveYes')}</dd>
        </>
      )}
    </dl>
  )
}

function Notices({ purpose }: { readonly purpose: Purpose }) {
  const { t } = useTranslation('privacy')
  return (
    <>
      {purpose.notices.toReversed().map(({ version, zh, en }, at) => (
        <section key={version}>
          <h3>
            {t('one.noticeVersion', { version })} {at === 0 && <StatusTag tone="active">{t('one.current')}</StatusTag>}
          </h3>
          <p className="notice-text" lang="zh">
            {zh}
          </p>
          {en !== '' && (
            <p className="notice-text soft" lang="en">
              {en}
            </p>
          )}
        </section>
      ))}
    </>
  )
}
