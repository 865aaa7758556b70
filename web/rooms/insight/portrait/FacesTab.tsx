import { useTranslation } from 'react-i18next'
import { type Face, faces } from '#customers/contract'
import type { Portrait, PortraitTrait } from '#insight/contract'
import { HelpHint } from '../../../ui/figures/HelpHint.js'
import { formatNumber, formatPercent } from '../../../ui/format.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { useFormatLocale } from '../../../ui/theme/Look.js'
import { cellName, traitValue } from './cell-words.js'
import { standoutOf, traitsByFace } from './picture-rows.js'

/** Traits a face shows; the others are under the tab of traits. */
const MOST = 8

/** What a trait says of the segment in a line: its means, or the value that stands out. */
function TraitLine({ trait }: { readonly trait: PortraitTrait }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const locale = useFormatLocale()
  const { mean } = trait
  if (mean !== null) return <span className="figures">{t('portrait.means', { mean: traitValue(mean.mean, trait, locale), base: traitValue(mean.baseMean, trait, locale), diff: traitValue(mean.diff, trait, locale) })}</span>
  const top = standoutOf(trait)
  if (top?.tgi == null) return <span className="soft">{t('portrait.noStandout')}</span>
  return (
    <span className="figures">
      {cellName(top, trait, { t, say, locale })} {formatPercent(top.share ?? 0, locale)} <span className="soft">{t('portrait.tgi')} {formatNumber(top.tgi.value, locale)}</span>
    </span>
  )
}

function FacePanel({ face, traits }: { readonly face: Face; readonly traits: readonly PortraitTrait[] }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const locale = useFormatLocale()
  return (
    <section className="panel">
      <h2>
        {t(`picture.face.${face}`)}
        <HelpHint name={t(`picture.face.${face}`)}>{t(`picture.faceWhat.${face}`)}</HelpHint>
      </h2>
      {traits.length === 0 && (
        <p className="soft">
          {t(face === 'psychological' ? 'picture.noPsychology' : 'picture.noneOfFace')} <AppLink to="/customers/tags">{t('picture.toTags')}</AppLink>
        </p>
      )}
      <dl className="face-traits">
        {traits.slice(0, MOST).map((trait) => (
          <div key={`${trait.kind}-${trait.key}`}>
            <dt>{trait.kind === 'tag' ? <AppLink to={`/customers/tags/${encodeURIComponent(trait.key)}`}>{say(trait.name)}</AppLink> : say(trait.name)}</dt>
            <dd>
              <TraitLine trait={trait} /> {face === 'psychological' && trait.covered !== null && trait.covered < 1 && <span className="soft figures">{t('picture.unknown', { share: formatPercent(1 - trait.covered, locale) })}</span>}
            </dd>
          </div>
        ))}
      </dl>
      {traits.length > MOST && <p className="soft">{t('picture.moreOfFace', { count: traits.length - MOST })}</p>}
    </section>
  )
}

/** A segment in four faces, each with what differs most. */
export function FacesTab({ portrait }: { readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  const byFace = traitsByFace(portrait)
  return (
    <>
      <p className="soft">{t('picture.facesPurpose')}</p>
      <div className="picture-grid">
        {faces.map((face) => (
          <FacePanel key={face} face={face} traits={byFace.get(face) ?? []} />
        ))}
      </div>
    </>
  )
}
