import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useParams, useSearchParams } from 'react-router'
import type { z } from 'zod'
import { segmentSetSchema } from '#segments/contract'
import { vocabularySchema } from '#tags/contract'
import { useApi } from '../../../api/query.js'
import { Loaded } from '../../../ui/feedback/Loaded.js'
import { useSay } from '../../../ui/language/use-say.js'
import { ObjectHeader, ObjectPage } from '../../../ui/page/ObjectPage.js'
import { keepScope } from '../../../ui/place/scope.js'
import { CompareTab } from './CompareTab.js'
import { MachineTab } from './MachineTab.js'
import { PeopleTab } from './PeopleTab.js'
import { RulesTab } from './RulesTab.js'
import { EVERYBODY, setPath, setUrl } from './set-paths.js'
import '../segments.css'
import '../clusters/clusters.css'
import './hypotheses.css'

export type SegmentSet = z.infer<typeof segmentSetSchema>

/** Chooses the customers that are grouped. */
function UniverseSelect({ universe }: { readonly universe: string }) {
  const { t } = useTranslation('segments')
  const say = useSay()
  const [search] = useSearchParams()
  const navigate = useNavigate()
  const segments = useApi('/api/v1/rule/vocabulary', vocabularySchema, { staleTime: 300_000 }).data?.segments ?? []
  return (
    <Select
      className="set-universe"
      aria-label={t('sets.universe')}
      showSearch={{ optionFilterProp: 'label' }}
      value={universe}
      onChange={(next: string) => void navigate(keepScope(setPath(next), search))}
      options={[{ value: EVERYBODY, label: t('sets.everybody') }, ...segments.map(({ key, name }) => ({ value: key, label: say(name) }))]}
    />
  )
}

/** One set of customers grouped in three ways: by rules, by machine, by people; and all of them side by side. */
export function SetPage() {
  const { universe = EVERYBODY } = useParams()
  const { t } = useTranslation('segments')
  const say = useSay()
  const set = useApi(setUrl(universe), segmentSetSchema)
  return (
    <Loaded query={set}>
      {(data) => {
        const cards = Object.values(data.hypotheses).reduce((sum, count) => sum + count, 0)
        const clusters = data.clusterings.reduce((sum, one) => sum + one.clusters.length, 0)
        const tabs = [
          { key: 'people', label: `${t('sets.people')} ${cards}`, content: <PeopleTab key={universe} set={data} /> },
          { key: 'rules', label: `${t('sets.rules')} ${data.rules.length}`, content: <RulesTab set={data} /> },
          { key: 'machine', label: `${t('sets.machine')} ${clusters}`, content: <MachineTab set={data} /> },
          { key: 'compare', label: t('sets.compare'), content: <CompareTab key={universe} set={data} /> },
        ]
        return <ObjectPage header={<ObjectHeader name={`${say(data.universe.name)} · ${t('sets.title')}`} note={t('sets.purpose')} actions={<UniverseSelect universe={universe} />} />} tabs={tabs} />
      }}
    </Loaded>
  )
}
