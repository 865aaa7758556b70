import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import type { z } from 'zod'
import { packDetailSchema, type Pack, type People, type Portrait } from '#insight/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { Num } from '../../../ui/figures/Num.js'
import { JobProgress } from '../../../ui/feedback/JobProgress.js'
import { useNow } from '../../../ui/feedback/use-now.js'
import { StatusTag } from '../../../ui/figures/StatusTag.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader } from '../../../ui/page/ObjectPage.js'
import { AppLink } from '../../../ui/place/AppLink.js'
import { packUrl, portraitPath } from '../insight-paths.js'
import { StrategyButton } from '../portrait/StrategyButton.js'
import { usePortrait } from '../portrait/use-portrait.js'
import { PackPart } from './PackPart.js'
import '../insight.css'

type PackDetail = z.infer<typeof packDetailSchema>

/** The people of a pack: the segment its rule names, else its rule. */
function peopleOfPack({ rule }: Pick<Pack, 'rule'>): People {
  const node = rule.rule
  return node.kind === 'inSegment' ? { kind: 'segment', key: node.segment } : { kind: 'rule', rule }
}

function Missing({ pack }: { readonly pack: PackDetail }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  if (pack.missing.length === 0) return null
  return (
    <section className="panel" role="note">
      <h2><StatusTag tone="attention">{t('packs.lacksTitle')}</StatusTag></h2>
      <ul>
        {pack.missing.map(({ kind, key, name, why }) => (
          <li key={`${kind}-${key}`}>
            {t(`packs.missing.${kind}`, { name: say(name), part: say(why) })} <AppLink to={kind === 'tag' ? '/customers/tags' : '/data/sources'}>{t(`packs.mend.${kind}`)}</AppLink>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Next({ pack }: { readonly pack: PackDetail }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  if (pack.body.next.length === 0) return null
  return (
    <section className="panel">
      <h2>{t('packs.next')}</h2>
      <ul>
        {pack.body.next.map(({ text, template }) => (
          <li key={text.zh}>{say(text)} {template !== undefined && <AppLink to={`/customers/templates?q=${encodeURIComponent(template)}`}>{t('packs.template')}</AppLink>}</li>
        ))}
      </ul>
    </section>
  )
}

function Parts({ pack, portrait }: { readonly pack: PackDetail; readonly portrait: Portrait }) {
  const { t } = useTranslation('insight')
  return (
    <div className="insight-stack">
      <p className="soft">{t('packs.of')} <Num value={portrait.of.customers} /> / <Num value={portrait.against.customers} /> · {portrait.asOf}</p>
      {pack.body.parts.map((part, at) => (
        <PackPart key={at} part={part} portrait={portrait} />
      ))}
    </div>
  )
}

function View({ pack }: { readonly pack: PackDetail }) {
  const { t } = useTranslation('insight')
  const say = useSay()
  const people = peopleOfPack(pack.body)
  const { answer, job } = usePortrait(pack.ready ? { of: people, against: { kind: 'everyone' } } : null)
  const now = useNow(job !== null)
  const segment = people.kind === 'segment' ? people.key : null
  return (
    <>
      <ObjectHeader
        name={say(pack.name)}
        parent={{ label: t('packs.title'), to: '/insight/packs' }}
        version={pack.version}
        hasDraft={pack.hasDraft}
        {...(pack.description === null ? {} : { note: say(pack.description) })}
        actions={segment !== null && <><AppLink to={portraitPath(segment)}>{t('packs.whole')}</AppLink><StrategyButton segment={segment} /></>}
      />
      <div className="insight-stack">
        <Missing pack={pack} />
        {!pack.ready && <p>{t('packs.notReadyWhy')}</p>}
        {job !== null && <JobProgress job={job} now={now} />}
        {pack.ready && <Loaded query={answer}>{({ portrait }) => (portrait === null ? null : <Parts pack={pack} portrait={portrait} />)}</Loaded>}
        <Next pack={pack} />
      </div>
    </>
  )
}

/** A pack: its questions, each answered from the portrait of its people. */
export function PackPage() {
  const { key = '' } = useParams()
  const pack = useApi(packUrl(key), packDetailSchema)
  return <Loaded query={pack}>{(found) => <View key={found.key} pack={found} />}</Loaded>
}
