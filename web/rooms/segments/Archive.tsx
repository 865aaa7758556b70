import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { archiveDefinition, definitionsOf } from '../../api/definitions.js'
import { useRefresh } from '../../api/query.js'
import { useMay } from '../../api/session.js'
import { ConfirmButton } from '../../ui/action/ConfirmButton.js'
import { ArchivedDefinitions } from '../../ui/list/ArchivedDefinitions.js'
import { keepScope } from '../../ui/place/scope.js'

/** Kinds of definitions of this room, with the list each stands in. */
const PLACES = {
  segment: { list: '/customers/segments', reads: '/api/v1/segments' },
  tiering: { list: '/customers/tiers', reads: '/api/v1/tierings' },
  clustering: { list: '/customers/clusters', reads: '/api/v1/clusterings' },
  discovery: { list: '/customers/subgroups', reads: '/api/v1/discoveries' },
} as const
export type ArchivedKind = keyof typeof PLACES

/** Takes a definition out of use; refused, with the reason, while something uses it. */
export function ArchiveButton({ kind, definitionKey, name }: { readonly kind: ArchivedKind; readonly definitionKey: string; readonly name: string }) {
  const { t } = useTranslation('segments')
  const refresh = useRefresh()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const archive = async () => {
    await archiveDefinition(kind, definitionKey)
    await refresh(PLACES[kind].reads, definitionsOf(kind))
    void navigate(keepScope(PLACES[kind].list, search))
  }
  if (!useMay('segment.write')) return null
  return (
    <ConfirmButton label={t('archive.do')} title={t('archive.title', { name })} confirmLabel={t('archive.do')} onConfirm={archive}>
      <p>{t('archive.what')}</p>
    </ConfirmButton>
  )
}

/** What is out of use; each can be brought back. */
export function ArchivedList({ kind }: { readonly kind: ArchivedKind }) {
  const { t } = useTranslation('segments')
  const words = { open: t('archive.open'), title: t('archive.open'), none: t('archive.none'), what: t('archive.restoreWhat'), whoMay: t('archive.whoMay'), restore: t('archive.restore') }
  return <ArchivedDefinitions kind={kind} refreshes={[PLACES[kind].reads]} words={words} />
}
