import { Button, Input, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useUrlState } from '../place/scope.js'
import type { ListFilter } from './list-model.js'

interface FieldProps<F extends ListFilter = ListFilter> {
  readonly filter: F
  readonly value: string
  readonly onChange: (value: string) => void
}

const PAUSE = 250

/** Types freely and tells the list after a short pause. */
function TextFilter({ filter, value, onChange }: FieldProps) {
  const [typed, setTyped] = useState(value)
  const [known, setKnown] = useState(value)
  if (value !== known) {
    setKnown(value)
    setTyped(value)
  }
  useEffect(() => {
    if (typed === value) return
    const timer = setTimeout(() => onChange(typed), PAUSE)
    return () => clearTimeout(timer)
  }, [typed, value, onChange])
  return (
    <Input
      allowClear
      className="filter-text"
      placeholder={filter.label}
      aria-label={filter.label}
      value={typed}
      onChange={(event) => setTyped(event.target.value)}
    />
  )
}

function ChoiceFilter({ filter, value, onChange }: FieldProps<Extract<ListFilter, { kind: 'choice' }>>) {
  return (
    <Select
      allowClear
      showSearch={{ optionFilterProp: 'label' }}
      className="filter-choice"
      placeholder={filter.label}
      aria-label={filter.label}
      value={value === '' ? null : value}
      onChange={(next: string | undefined) => onChange(next ?? '')}
      options={filter.choices.map((choice) => ({ ...choice }))}
    />
  )
}

function Field(props: FieldProps) {
  const { filter, value, onChange } = props
  switch (filter.kind) {
    case 'text':
      return <TextFilter {...props} />
    case 'choice':
      return <ChoiceFilter filter={filter} value={value} onChange={onChange} />
    case 'date':
      return (
        <label className="filter-date">
          <span className="soft">{filter.label}</span>
          <Input type="date" value={value} onChange={(event) => onChange(event.target.value)} />
        </label>
      )
  }
}

/** The filters of a list, kept in the URL under their keys. A change goes back to the first page. */
export function FilterBar({ filters }: { readonly filters: readonly ListFilter[] }) {
  const { t } = useTranslation('ui')
  const [search, change] = useUrlState()
  const isFiltered = filters.some(({ key }) => search.has(key))
  return (
    <div className="filter-bar" role="search">
      {filters.map((filter) => (
        <Field
          key={filter.key}
          filter={filter}
          value={search.get(filter.key) ?? ''}
          onChange={(value) => change({ [filter.key]: value, cursor: null }, { replace: true })}
        />
      ))}
      {isFiltered && (
        <Button
          type="link"
          onClick={() =>
            change({ ...Object.fromEntries(filters.map(({ key }) => [key, null])), cursor: null })
          }
        >
          {t('action.clearFilters')}
        </Button>
      )}
    </div>
  )
}
