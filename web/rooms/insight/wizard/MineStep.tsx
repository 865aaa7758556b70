import { useTranslation } from 'react-i18next'
import { useDefinitions } from '../../../api/definitions.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSay } from '../../../ui/language/use-say.js'
import { AppLink } from '../../../ui/place/AppLink.js'

const KINDS = [
  { kind: 'clustering', words: 'clusters', path: '/customers/clusters', add: 'newCluster' },
  { kind: 'discovery', words: 'discoveries', path: '/customers/subgroups', add: 'newDiscovery' },
  { kind: 'tiering', words: 'tierings', path: '/customers/tiers', add: null },
] as const

function KindPanel({ kind, words, path, add }: (typeof KINDS)[number]) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const found = useDefinitions(kind)
  return (
    <section className="panel">
      <Loaded query={found}>
        {({ items }) => (
          <>
            <h2>{t(`picture.wizard.${words}`, { count: items.length })}</h2>
            {items.length === 0 && <p className="soft">{t('picture.wizard.noneYet')}</p>}
            <ul>
              {items.map(({ key, name }) => (
                <li key={key}><AppLink to={`${path}/${encodeURIComponent(key)}`}>{say(name)}</AppLink></li>
              ))}
            </ul>
            {add !== null && <AppLink to={`${path}/new`}>{t(`picture.wizard.${add}`)}</AppLink>}
          </>
        )}
      </Loaded>
    </section>
  )
}

/** Groups inside the segment: clusters, subgroups and tiers there are, and the way to new ones. */
export function MineStep() {
  const { t } = useTranslation('insight')
  return (
    <>
      <h2>{t('picture.wizard.mineTitle')}</h2>
      <p className="soft">{t('picture.wizard.mineWhy')}</p>
      <div className="picture-grid">
        {KINDS.map((each) => (
          <KindPanel key={each.kind} {...each} />
        ))}
      </div>
    </>
  )
}
