import { useTranslation } from 'react-i18next'
import type { Portrait } from '#insight/contract'
import { AppLink } from '../../../ui/place/AppLink.js'
import { keptPath } from '../insight-paths.js'
import { TraitPanel } from '../portrait/TraitsTab.js'

const SHOWN = 10

/** What sets the people apart most, in brief. */
export function AnalyseStep({ portrait }: { readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  return (
    <>
      <h2>{t('picture.wizard.analyseTitle')}</h2>
      <p className="soft">{t('picture.wizard.analyseWhy')} <AppLink to={keptPath(portrait.id)}>{t('picture.wizard.whole')}</AppLink></p>
      <div className="picture-grid">
        {portrait.traits.slice(0, SHOWN).map((trait) => (
          <TraitPanel key={`${trait.kind}-${trait.key}`} trait={trait} portrait={portrait} brief />
        ))}
      </div>
    </>
  )
}
