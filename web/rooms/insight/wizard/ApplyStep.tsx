import { useTranslation } from 'react-i18next'
import { keptPortraitSchema, type Portrait } from '#insight/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useScope } from '../../../ui/place/scope.js'
import { keptPath, portraitUrl } from '../insight-paths.js'
import { PublishButton } from '../portrait/PublishButton.js'
import { StrategyButton } from '../portrait/StrategyButton.js'

/** The end: the portrait gets a name and an owner, and a strategy begins from it. */
export function ApplyStep({ portrait }: { readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const { org } = useScope()
  const kept = useApi(portraitUrl(portrait.id), keptPortraitSchema, { query: { org } })
  return (
    <section className="panel">
      <h2>{t('picture.wizard.applyTitle')}</h2>
      <p className="soft">{t('picture.wizard.applyWhy')}</p>
      <Loaded query={kept}>
        {({ published }) => (
          <>
            {published !== null && (
              <p>
                <StatusTag tone="done">{say(published.name)}</StatusTag> {t('picture.published.by', { by: published.by, at: published.at.slice(0, 10), owner: published.owner })} {t('picture.wizard.publishedNow')}
              </p>
            )}
            <p className="wizard-moves">
              <PublishButton key={published?.at ?? ''} id={portrait.id} published={published} name={say(portrait.of.name)} />
              {portrait.of.key !== null && <StrategyButton segment={portrait.of.key} type={published === null ? 'default' : 'primary'} />}
              <AppLink to={keptPath(portrait.id)}>{t('picture.wizard.whole')}</AppLink>
            </p>
          </>
        )}
      </Loaded>
    </section>
  )
}
