import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { decisionSchema, tagLabelSchema } from '#tags/contract'
import { archiveDefinition, definitionsOf, type DefinitionView, useDefinitions } from '../../../api/definitions.js'
import { useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keepScope } from '../../../ui/place/scope.js'
import { useTagName } from '../use-tag-name.js'
import { decisionKind, tagLabelKind } from './evaluation-kinds.js'

/** What tags are measured against: decisions they are to tell, and what they should say of those who told. */
export function DefinitionsTab() {
  return (
    <div className="tags-stack">
      <KindPanel of={decisionKind} newPath="/customers/tag-evaluation/decisions/new" />
      <KindPanel of={tagLabelKind} newPath="/customers/tag-evaluation/tag-labels/new" />
    </div>
  )
}

type ListedKind = typeof decisionKind | typeof tagLabelKind

function KindPanel({ of, newPath }: { readonly of: ListedKind; readonly newPath: string }) {
  const { t } = useTranslation('tags')
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const mayWrite = useMay('tag.write')
  const list = useDefinitions(of.kind)
  return (
    <section className="panel">
      <div className="tags-rebuild">
        <h2>{t(`define.${of.kind}.list`)}</h2>
        {mayWrite && <Button onClick={() => void navigate(keepScope(newPath, search))}>{t(`define.${of.kind}.new`)}</Button>}
      </div>
      <p className="soft">{t(`define.${of.kind}.what`)}</p>
      <Loaded query={list} rows={2}>
        {({ items }) => (items.length === 0 ? <p className="soft">{t(`define.${of.kind}.none`)}</p> : <Listed of={of} items={items} mayWrite={mayWrite} />)}
      </Loaded>
    </section>
  )
}

function Listed({ of, items, mayWrite }: { readonly of: ListedKind; readonly items: readonly DefinitionView[]; readonly mayWrite: boolean }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('tag.name')}</th>
          <th scope="col">{t('define.about')}</th>
          <th scope="col">{t('tag.version')}</th>
          <th />
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.key}>
            <td>{mayWrite ? <AppLink to={of.editPath(item.key)}>{say(item.name)}</AppLink> : say(item.name)}</td>
            <td>
              <About item={item} />
            </td>
            <td className="figures">
              {item.version ?? '–'} {item.hasDraft && <StatusTag tone="attention">{t('tag.draft')}</StatusTag>}
            </td>
            <td>{mayWrite && <Archive of={of} item={item} />}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** In a line what it measures. */
function About({ item }: { readonly item: DefinitionView }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const tagName = useTagName()
  const [decision, label] = [decisionSchema.safeParse(item.body), tagLabelSchema.safeParse(item.body)]
  const description = decision.success ? decision.data.description : label.success ? label.data.description : undefined
  return (
    <>
      {decision.success && t('define.decision.line', { days: decision.data.windowDays })}
      {label.success && <AppLink to={`/customers/tags/${encodeURIComponent(label.data.tag)}?tab=evaluation`}>{tagName(label.data.tag)}</AppLink>}
      {description !== undefined && <span className="soft"> {say(description)}</span>}
    </>
  )
}

function Archive({ of, item }: { readonly of: ListedKind; readonly item: DefinitionView }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const refresh = useRefresh()
  return (
    <ConfirmButton
      danger
      label={t('archive.label')}
      title={t('define.archive', { name: say(item.name) })}
      onConfirm={async () => {
        await archiveDefinition(of.kind, item.key)
        await refresh(definitionsOf(of.kind), ...of.refreshes)
      }}
    >
      {t('define.archiveWhat')}
    </ConfirmButton>
  )
}
