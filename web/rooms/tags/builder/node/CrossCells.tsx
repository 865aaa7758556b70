import { Button, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSay } from '../../../../ui/language/use-say.js'
import { dividing, type SpokenFact, type SpokenField } from '../../../../ui/rule-editor/spoken.js'
import { type Cell, crossed } from './cells.js'

const firstField = (fields: readonly SpokenField[]): string => (fields.find(({ key }) => key === 'channel') ?? fields[0])?.key ?? ''
const momentsOf = ({ fields }: SpokenFact): readonly SpokenField[] => fields.filter(({ type }) => type === 'instant')

/** Makes a cell for every code chosen, at each part of the day where that is asked. */
export function CrossCells({ fact, isEmpty, onMake }: { readonly fact: SpokenFact; readonly isEmpty: boolean; readonly onMake: (cells: readonly Cell[]) => void }) {
  const { t } = useTranslation('tags')
  const say = useSay()
  const fields = dividing(fact)
  const [of, setOf] = useState(() => firstField(fields))
  const [codes, setCodes] = useState<readonly string[]>([])
  const [moment, setMoment] = useState('')
  const values = fields.find(({ key }) => key === of)?.values ?? []
  const named = codes.map((code) => values.find((value) => value.code === code) ?? { code, zh: code, en: code })
  const isReady = codes.length > 1 || (codes.length === 1 && moment !== '')
  return (
    <details open={isEmpty}>
      <summary>{t('response.make')}</summary>
      <div className="tags-node-parts">
        <Select aria-label={t('response.by')} className="tags-node-name" value={of === '' ? null : of} onChange={(next: string) => { setOf(next); setCodes([]) }} options={fields.map(({ key, name }) => ({ value: key, label: say(name) }))} />
        <Select<string[]> mode={values.length > 0 ? 'multiple' : 'tags'} aria-label={t('response.codes')} placeholder={t('response.codes')} className="tags-node-name" value={[...codes]} onChange={setCodes} options={values.map((each) => ({ value: each.code, label: say(each) }))} />
        <Select<string> aria-label={t('response.hours')} className="tags-node-name" value={moment} onChange={setMoment} options={[{ value: '', label: t('response.noHours') }, ...momentsOf(fact).map(({ key, name }) => ({ value: key, label: t('response.hoursOf', { name: say(name) }) }))]} />
        <Button disabled={!isReady} onClick={() => onMake(crossed(of, named, moment === '' ? null : moment))}>
          {t(isEmpty ? 'response.makeRun' : 'response.makeAgain')}
        </Button>
      </div>
    </details>
  )
}
