import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { keptPortraitSchema, type KeptPortrait, type Published } from '#insight/contract'
import { useApi } from '../../../api/query.js'
import { EmptyState } from '../../../ui/feedback/EmptyState.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { formatInstant } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { PageHeader } from '../../../ui/page/PageHeader.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope } from '../../../ui/place/scope.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { peopleOf, PORTRAITS_PAGE, portraitPath, portraitUrl } from '../insight-paths.js'
import { PortraitActions, PortraitView } from './PortraitView.js'
import { PublishButton, WithdrawButton } from './PublishButton.js'
import '../insight.css'

/** Who stands for a portrait, and what they say of it. */
function Standing({ published }: { readonly published: Published | null }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  if (published === null) return null
  const { by, at, owner, description } = published
  return <>{t('picture.published.by', { by, at: at.slice(0, 10), owner })} {description !== null && say(description)}</>
}

function KeptActions({ kept: { portrait, asked, published } }: { readonly kept: KeptPortrait }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const { of, against } = portrait
  const isAgain = of.kind === 'segment' && of.key !== null && against.kind !== 'rule'
  return (
    <>
      <PortraitActions portrait={portrait} hasFlow={asked !== null} />
      <PublishButton key={published?.at ?? ''} id={portrait.id} published={published} name={say(of.name)} />
      {published !== null && <WithdrawButton id={portrait.id} />}
      {isAgain && <AppLink to={portraitPath(of.key ?? '', against.key ?? undefined)}>{t('kept.again')}</AppLink>}
      <AppLink to={PORTRAITS_PAGE}>{t('kept.title')}</AppLink>
    </>
  )
}

function Kept({ kept }: { readonly kept: KeptPortrait }) {
  const { portrait, by, asked, published } = kept
  const { t } = useTranslation('insight')
  const say = useSay()
  const locale = useFormatLocale()
  const { of, against } = portrait
  const people = asked?.of ?? (of.kind === 'rule' ? null : peopleOf(of.key))
  return (
    <>
      <PageHeader
        title={published === null ? t('kept.pair', { of: say(of.name), against: say(against.name) }) : say(published.name)}
        purpose={<>{t('kept.made', { at: formatInstant(portrait.madeAt, locale), by: by ?? t('kept.byUnknown'), asOf: portrait.asOf })} {t('kept.asMade')} <Standing published={published} /></>}
        actions={
          <KeptActions kept={kept} />
        }
      />
      <PortraitView portrait={portrait} people={people} />
    </>
  )
}

/** A portrait as it was made. */
export function KeptPage() {
  const { t } = useTranslation('insight')
  const { id = '' } = useParams()
  const { org } = useScope()
  const kept = useApi(portraitUrl(id), keptPortraitSchema, { query: { org } })
  if (kept.error?.code === 'NOT_FOUND') return <EmptyState title={t('kept.gone')} why={t('kept.goneWhy')} action={<AppLink to={PORTRAITS_PAGE}>{t('kept.title')}</AppLink>} />
  return <Loaded query={kept}>{(found) => <Kept kept={found} />}</Loaded>
}
