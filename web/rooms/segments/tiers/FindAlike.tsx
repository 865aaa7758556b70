import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { definitionSchema } from '#platform/definition/contract'
import { startedSchema } from '#platform/http/contract'
import { vocabularySchema } from '#tags/contract'
import { get, post, put } from '../../../api/client.js'
import { asApiError } from '../../../api/problem.js'
import { useJobStarted } from '../../../api/jobs.js'
import { useApi, useRefresh } from '../../../api/query.js'
import { useMay } from '../../../api/session.js'
import { ConfirmButton } from '../../../ui/action/ConfirmButton.js'
import { useSay } from '../../../ui/language/use-say.js'
import { keepScope } from '../../../ui/place/scope.js'
import type { SegmentDetail } from '../detail/SegmentPage.js'
import { alikeBody, comparedTags } from './alike-body.js'
import { tieringPath, tieringUrl } from './tier-paths.js'

const TIERINGS = '/api/v1/definitions/tiering'
const KEY_LENGTH = 60

/** The definition of the look-alikes of a segment: made the first time, brought up to date after. */
async function keepDefinition(key: string, name: object, body: object) {
  const url = `${TIERINGS}/${encodeURIComponent(key)}`
  const found = await get(url, definitionSchema).catch((reason: unknown) => {
    const error = asApiError(reason)
    if (error.status === 404) return null
    throw error
  })
  return found === null ? post(TIERINGS, { key, name, body }, definitionSchema) : put(url, { name, body }, definitionSchema, { revision: found.revision })
}

/** Ranks everybody else by how alike they are to the members of a segment, and opens the result. */
export function FindAlike({ segment }: { readonly segment: SegmentDetail }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const mayWrite = useMay('segment.write')
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const refresh = useRefresh()
  const started = useJobStarted()
  const vocabulary = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 }).data
  if (!mayWrite || segment.version === null || vocabulary === undefined) return null
  const tags = comparedTags(vocabulary)
  const key = `alike-${segment.key}`.slice(0, KEY_LENGTH)
  const find = async () => {
    const { zh, en } = segment.name
    const name = { zh: `≈ ${zh}`, en: `≈ ${en ?? zh}` }
    const { revision, hasDraft, version } = await keepDefinition(key, name, alikeBody(segment.key, tags))
    if (hasDraft || version === null) await post(`${TIERINGS}/${encodeURIComponent(key)}/publish`, {}, definitionSchema, { revision })
    await post(`${tieringUrl(key)}/run`, {}, startedSchema)
    await started()
    await refresh(TIERINGS, '/api/v1/tierings')
    void navigate(keepScope(tieringPath(key), search))
  }
  return (
    <ConfirmButton label={t('tiers.alike.find')} title={t('tiers.alike.findTitle', { name: say(segment.name) })} confirmLabel={t('tiers.alike.findDo')} disabled={tags.length === 0} onConfirm={find}>
      <p>{tags.length === 0 ? t('tiers.alike.noTags') : t('tiers.alike.findWhat', { count: tags.length })}</p>
    </ConfirmButton>
  )
}
